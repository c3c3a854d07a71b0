import { describe, expect, it } from 'vitest';
import { anyOf, isNoneOf, isOneOf, matchesAny, someContains, type Condition } from './condition.ts';
import { DEFAULT_INDEXED_LABELS, renderLogQuery, type LogQuery } from './log-query.ts';

const base: LogQuery = { matchers: [{ name: 'bot_record_kind', values: ['audit'] }], conditions: [] };
const render = (query: Partial<LogQuery>, indexed = DEFAULT_INDEXED_LABELS) =>
  renderLogQuery({ ...base, ...query }, indexed);

describe('renderLogQuery', () => {
  it('puts indexed labels into the selector, several values as alternatives', () => {
    const matchers = [
      { name: 'bot_record_kind', values: ['step', 'log'] },
      { name: 'bot_id', values: ['a.b'] },
      { name: 'deployment_environment_name', values: [] },
    ];
    expect(render({ matchers })).toBe('{bot_record_kind=~"step|log", bot_id="a.b"}');
  });

  it('escapes alternatives of the selector', () => {
    expect(render({ matchers: [{ name: 'bot_id', values: ['a.b', '"x"'] }] })).toBe('{bot_id=~"a\\\\.b|\\"x\\""}');
  });

  it('compares labels that the store does not index in the pipeline', () => {
    const matchers = [
      { name: 'bot_record_kind', values: ['audit'] },
      { name: 'bot_id', values: ['a', 'b'] },
    ];
    expect(render({ matchers }, new Set(['service_name']))).toBe(
      '{service_name=~".+"} | bot_record_kind = "audit" | bot_id = "a" or bot_id = "b"',
    );
  });

  it.each<[string, Condition, string]>([
    ['a set', isOneOf('a', ['x', 'y']), 'a = "x" or a = "y"'],
    ['no set', isNoneOf('a', ['x', 'y']), 'a != "x" and a != "y"'],
    ['contained text', someContains(['a'], 'x.y'), 'a =~ "^(?is:.*x\\\\.y.*)$"'],
    ['a regex', matchesAny('a', ['x|y']), 'a =~ "^(?s:x|y)$"'],
    ['several regexes', matchesAny('a', ['x', 'y']), 'a =~ "^(?s:x)$" or a =~ "^(?s:y)$"'],
    ['no possible value', matchesAny('a', []), 'a = "" and a != ""'],
    ['a number', { name: 'a', operator: '>=', number: 13 }, 'a >= 13 | __error__=""'],
    [
      'nesting',
      anyOf([isNoneOf('a', ['x', 'y']), { name: 'b', operator: '<', number: 2 }]),
      '(a != "x" and a != "y") or b < 2 | __error__=""',
    ],
  ])('writes %s', (_what, condition, stage) => {
    expect(render({ conditions: [condition] })).toBe(`{bot_record_kind="audit"} | ${stage}`);
  });

  it('looks for a text as it is and as JSON strings hold it', () => {
    expect(render({ text: 'say "hi"' })).toBe(
      '{bot_record_kind="audit"} |~ "(?i)say \\"hi\\"" or "(?i)say \\\\\\\\\\"hi\\\\\\\\\\"" or ' +
        '"(?i)say \\\\\\\\\\\\\\\\\\\\\\\\\\"hi\\\\\\\\\\\\\\\\\\\\\\\\\\""',
    );
  });

  it('searches text beyond ASCII in the form that Loki does not shorten', () => {
    expect(render({ text: 'İstanbul' })).toBe('{bot_record_kind="audit"} |~ "(?is:.*İstanbul.*)"');
  });
});
