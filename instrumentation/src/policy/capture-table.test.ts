import { type CapturePlace, type CaptureRule, type CaptureValues } from '@botscope/conventions';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCaptureTable } from './capture-table.ts';

/** The contract word for word: sorts all matching rules by its criteria, one after the other, and takes the last. */
function resolveNaively(rules: readonly CaptureRule[], place: CapturePlace, value: keyof CaptureValues): unknown {
  const level = (rule: CaptureRule): number =>
    rule.action ? 5 : rule.operation ? 4 : rule.service ? 3 : rule.server ? 2 : 1;
  const candidates = rules
    .map((rule, number) => ({ rule, number }))
    .filter(({ rule }) => value in rule)
    .filter(({ rule }) => !rule.bot || rule.bot === place.bot)
    .filter(({ rule }) => !rule.environment || rule.environment === place.environment)
    .filter(({ rule }) => !rule.server || rule.server === place.server)
    .filter(({ rule }) => !rule.service || rule.service === place.service)
    .filter(({ rule }) => !rule.operation || rule.operation === place.operation)
    .filter(({ rule }) => !rule.action || rule.action === place.action);
  candidates.sort(
    (a, b) =>
      level(a.rule) - level(b.rule) ||
      Number(!!a.rule.bot) - Number(!!b.rule.bot) ||
      Number(!!a.rule.environment) - Number(!!b.rule.environment) ||
      a.number - b.number,
  );
  const winner = candidates.at(-1)?.rule[value];
  const contentLevel = place.environment === 'production' ? 'errors' : 'on';
  return (
    winner ?? { io: contentLevel, variables: contentLevel, bodies: contentLevel, minLevel: 'debug' }[value as 'io']
  );
}

const ID = fc.constantFrom('a', 'b', 'c');
const ENVIRONMENT = fc.constantFrom('production', 'sandbox');
const LEVEL = fc.constantFrom('off' as const, 'errors' as const, 'on' as const);
const RULE = fc.record(
  {
    bot: ID,
    environment: ENVIRONMENT,
    server: ID,
    service: ID,
    operation: ID,
    action: ID,
    io: LEVEL,
    variables: LEVEL,
    bodies: LEVEL,
    minLevel: fc.constantFrom('debug' as const, 'info' as const, 'warning' as const, 'error' as const),
    sampling: fc.constant('full' as const),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<CaptureRule>;
const PROCESS = fc.record({ environment: ENVIRONMENT, server: ID, service: ID }, { requiredKeys: [] });
const PLACE = fc.record({ bot: ID, operation: ID, action: ID }, { requiredKeys: [] });

describe('createCaptureTable', () => {
  it('decides every value as the contract words it, the first time and from memory', () => {
    fc.assert(
      fc.property(
        fc.array(RULE, { maxLength: 12 }),
        PROCESS,
        fc.array(PLACE, { minLength: 1, maxLength: 8 }),
        (rules, process, places) => {
          const table = createCaptureTable(rules, process);
          for (const { bot, operation, action } of [...places, ...places]) {
            const { io, variables, bodies, minLevel, sampling } = table.decide(bot, operation, action);
            const place = { ...process, bot, operation, action };
            const naive = (value: keyof CaptureValues): unknown => resolveNaively(rules, place, value);
            expect({ io, variables, bodies, minLevel, sampling }).toEqual({
              io: naive('io'),
              variables: naive('variables'),
              bodies: naive('bodies'),
              minLevel: naive('minLevel'),
              sampling: naive('sampling'),
            });
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('makes each decision once, and the same for all ids that no rule names', () => {
    const { decide } = createCaptureTable([{ action: 'n7', io: 'off' }], {});
    expect(decide('42', 'f', 'n7')).toBe(decide('43', 'g', 'n7'));
    expect(decide('42', 'f', 'n1')).toBe(decide('42', 'f', undefined));
    expect(decide('42', 'f', 'n7')).not.toBe(decide('42', 'f', 'n1'));
  });

  it('counts the rules that can concern the process', () => {
    const rules: readonly CaptureRule[] = [
      { io: 'on' },
      { service: 'other', io: 'on' },
      { environment: 'x', io: 'on' },
    ];
    expect(createCaptureTable(rules, { service: 'own', environment: 'sandbox' }).ruleCount).toBe(1);
  });
});
