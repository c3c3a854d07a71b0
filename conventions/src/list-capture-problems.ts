import {
  CAPTURE_CHOICES,
  CAPTURE_SELECTORS,
  CAPTURE_VALUES,
  LONGEST_CAPTURE_ID,
  MOST_CAPTURE_RULES,
  type CapturePolicy,
} from './capture-policy.ts';

type Members = Readonly<Record<string, unknown>>;

const MOST_SHOWN = 20;
const KNOWN: readonly string[] = [...CAPTURE_SELECTORS, ...CAPTURE_VALUES];

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  const text =
    typeof value === 'object' && value !== null ? (Array.isArray(value) ? 'a list' : 'an object') : String(value);
  return typeof value === 'string' ? JSON.stringify(text.slice(0, 60)) : text.slice(0, 60);
}

function listSelectorProblems(rule: Members, path: string): string[] {
  return CAPTURE_SELECTORS.flatMap((name) => {
    const value = rule[name];
    if (value === undefined) return [];
    if (typeof value !== 'string' || value === '')
      return [`${path}.${name} is ${show(value)}; give an id as text, or leave the member out to match all.`];
    return value.length <= LONGEST_CAPTURE_ID
      ? []
      : [`${path}.${name} has ${value.length} characters; give at most ${LONGEST_CAPTURE_ID}.`];
  });
}

function listValueProblems(rule: Members, path: string): string[] {
  if (CAPTURE_VALUES.every((name) => rule[name] === undefined))
    return [`${path} sets nothing; give at least one of ${CAPTURE_VALUES.join(', ')}, or remove the rule.`];
  return CAPTURE_VALUES.flatMap((name) => {
    const [value, choices] = [rule[name], CAPTURE_CHOICES[name]];
    if (value === undefined || choices.some((choice) => choice === value)) return [];
    return [
      `${path}.${name} is ${show(value)}; give ${choices.map((choice) => `"${choice}"`).join(', ')} or leave it out.`,
    ];
  });
}

function listRuleProblems(rule: unknown, path: string): string[] {
  if (!isObject(rule)) return [`${path} is ${show(rule)}; give an object with the members of a rule.`];
  const unknown = Object.keys(rule).filter((name) => !KNOWN.includes(name));
  return [
    ...unknown.map(
      (name) => `${path}.${name.slice(0, 60)} is no member of a rule; the members are ${KNOWN.join(', ')}.`,
    ),
    ...listSelectorProblems(rule, path),
    ...listValueProblems(rule, path),
  ];
}

/** What is wrong with a list of capture rules, one sentence each with rule, member and fix; at most 20. `path` names the list. */
export function listCaptureRuleProblems(rules: unknown, path = 'rules'): readonly string[] {
  if (!Array.isArray(rules)) return [`${path} is ${show(rules)}; give a list of rules, which may be empty.`];
  if (rules.length > MOST_CAPTURE_RULES)
    return [`${path} has ${rules.length} rules; give at most ${MOST_CAPTURE_RULES}.`];
  return rules.flatMap((rule, index) => listRuleProblems(rule, `${path}[${index}]`)).slice(0, MOST_SHOWN);
}

/** What is wrong with a capture policy, one sentence each; none for a {@link CapturePolicy}. */
export function listCapturePolicyProblems(policy: unknown): readonly string[] {
  if (!isObject(policy)) return [`The policy is ${show(policy)}; give an object with version and rules.`];
  const { version, rules, ...others } = policy;
  const isVersion = Number.isSafeInteger(version) && (version as number) >= 0;
  return [
    ...Object.keys(others).map(
      (name) => `${name.slice(0, 60)} is no member of a policy; the members are version, rules.`,
    ),
    ...(isVersion ? [] : [`version is ${show(version)}; give the version that was read, a whole number from 0 on.`]),
    ...listCaptureRuleProblems(rules),
  ].slice(0, MOST_SHOWN);
}

/** A capture policy from outside; undefined when anything is wrong with it. */
export function narrowCapturePolicy(value: unknown): CapturePolicy | undefined {
  return listCapturePolicyProblems(value).length === 0 ? (value as CapturePolicy) : undefined;
}
