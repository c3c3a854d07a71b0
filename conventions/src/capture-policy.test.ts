import Ajv from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CAPTURE_CHOICES,
  CAPTURE_POLICY_SCHEMA,
  CAPTURE_SELECTORS,
  CAPTURE_VALUES,
  LONGEST_CAPTURE_ID,
  MOST_CAPTURE_RULES,
} from './capture-policy.ts';
import { listCapturePolicyProblems, narrowCapturePolicy } from './list-capture-problems.ts';

const isValid = new Ajv.default({ strict: true }).compile(CAPTURE_POLICY_SCHEMA);

describe('listCapturePolicyProblems', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['nothing', undefined, ['The policy is undefined']],
    ['a list', [], ['The policy is a list']],
    ['a negative version', { version: -1, rules: [] }, ['version is -1']],
    ['no rules', { version: 0 }, ['rules is undefined; give a list']],
    ['a foreign member', { version: 0, rules: [], by: 'me' }, ['by is no member of a policy']],
    [
      'two wrong members of one rule, and a rule without values',
      { version: 0, rules: [{ io: 'on' }, { io: 'maybe', bot: '' }, { action: 'n7' }] },
      ['rules[1].bot is ""; give an id', 'rules[1].io is "maybe"; give "off", "errors", "on"', 'rules[2] sets nothing'],
    ],
    ['an unknown selector', { version: 0, rules: [{ io: 'on', chanel: 'web' }] }, ['rules[0].chanel is no member']],
    ['a rule that is none', { version: 0, rules: [null] }, ['rules[0] is null']],
    [
      'a long id',
      { version: 0, rules: [{ io: 'on', bot: 'x'.repeat(LONGEST_CAPTURE_ID + 1) }] },
      ['rules[0].bot has 513'],
    ],
    [
      'too many rules',
      { version: 0, rules: Array.from({ length: MOST_CAPTURE_RULES + 1 }, () => ({ io: 'on' })) },
      ['rules has 201 rules; give at most 200'],
    ],
  ])('names rule, member and fix of %s', (_what, policy, words) => {
    const problems = listCapturePolicyProblems(policy);
    expect(problems).toHaveLength(words.length);
    words.forEach((text, index) => expect(problems[index]).toContain(text));
    expect(narrowCapturePolicy(policy)).toBeUndefined();
  });

  it('finds a problem exactly where the JSON Schema does', () => {
    const members = [...CAPTURE_SELECTORS, ...CAPTURE_VALUES, 'else'];
    const value = fc.oneof(
      fc.constantFrom(...Object.values(CAPTURE_CHOICES).flat()),
      fc.constantFrom('', 'x', 7, null, []),
    );
    const rule = fc.oneof(
      { weight: 9, arbitrary: fc.dictionary(fc.constantFrom(...members), value, { maxKeys: 4 }) },
      value,
    );
    const policy = fc.record({ version: fc.constantFrom(0, 3, -1, 1.5, '1'), rules: fc.array(rule, { maxLength: 4 }) });
    fc.assert(
      fc.property(policy, (given) => {
        const plain: unknown = JSON.parse(JSON.stringify(given));
        expect(listCapturePolicyProblems(plain).length === 0).toBe(isValid(plain));
      }),
      { numRuns: 2_000 },
    );
  });
});
