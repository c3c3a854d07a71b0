import {
  CAPTURE_SELECTORS,
  type CapturePlace,
  type CaptureRule,
  type CaptureSelector,
  type CaptureValues,
} from './capture-policy.ts';

/** Everything that a policy decides about a place. */
export type ResolvedCapture = Readonly<Required<Omit<CaptureValues, 'sampling'>>> & Pick<CaptureValues, 'sampling'>;

const PRODUCTION = 'production';
/** Deepest first: action, operation, service, server. */
const LEVELS: readonly CaptureSelector[] = ['action', 'operation', 'service', 'server'];

/** What holds where no rule says otherwise: content of errors in production, all content elsewhere, every log action. */
export function toDefaultCapture(environment: string | undefined): ResolvedCapture {
  const level = environment === PRODUCTION ? 'errors' : 'on';
  return { io: level, variables: level, bodies: level, minLevel: 'debug' };
}

function matches(rule: CaptureRule, place: CapturePlace): boolean {
  return CAPTURE_SELECTORS.every((name) => rule[name] === undefined || rule[name] === place[name]);
}

/** Level first, then whether the bot is named, then whether the environment is. */
function toRank(rule: CaptureRule): number {
  const level = LEVELS.findIndex((name) => rule[name] !== undefined);
  const depth = level === -1 ? 0 : LEVELS.length - level;
  return depth * 4 + (rule.bot === undefined ? 0 : 2) + (rule.environment === undefined ? 0 : 1);
}

/**
 * The rule that decides one value at a place; undefined: the default holds. Of the matching rules that set the value, the
 * one with the deepest level wins (action, operation, service, server, none), then one that names the bot, then one that
 * names the environment, then the later one.
 */
export function findCaptureRule(
  rules: readonly CaptureRule[],
  place: CapturePlace,
  value: keyof CaptureValues,
): CaptureRule | undefined {
  let winner: CaptureRule | undefined;
  for (const rule of rules) {
    if (rule[value] === undefined || !matches(rule, place)) continue;
    if (winner === undefined || toRank(rule) >= toRank(winner)) winner = rule;
  }
  return winner;
}

/** What a list of rules decides about a place, each value on its own. */
export function resolveCapture(rules: readonly CaptureRule[], place: CapturePlace): ResolvedCapture {
  const base = toDefaultCapture(place.environment);
  const sampling = findCaptureRule(rules, place, 'sampling')?.sampling;
  return {
    io: findCaptureRule(rules, place, 'io')?.io ?? base.io,
    variables: findCaptureRule(rules, place, 'variables')?.variables ?? base.variables,
    bodies: findCaptureRule(rules, place, 'bodies')?.bodies ?? base.bodies,
    minLevel: findCaptureRule(rules, place, 'minLevel')?.minLevel ?? base.minLevel,
    ...(sampling === undefined ? {} : { sampling }),
  };
}
