import { describe, expect, it } from 'vitest';
import { parseLogQl } from '../logql/parse-logql.ts';
import type { LogExpression } from '../logql/ast.ts';
import { createMemoryReader, type TestRecord } from '../test-memory-reader.ts';
import { evaluateLogs, type LogQuery } from './evaluate-logs.ts';
import { createBudget, UNLIMITED } from './query-budget.ts';
import { toScanHints } from './to-scan-hints.ts';

const parseLog = (query: string): LogExpression => {
  const expression = parseLogQl(query);
  if (expression.kind !== 'log') throw new Error(`no log query: ${query}`);
  return expression;
};
const run = (records: readonly TestRecord[], query: string, options: Partial<LogQuery> = {}) =>
  evaluateLogs(
    createMemoryReader(records),
    {
      tenant: 'bots',
      expression: parseLog(query),
      startUnixNano: 0n,
      endUnixNano: 1000n,
      direction: 'forward',
      limit: 100,
      ...options,
    },
    UNLIMITED,
  );
/** Names of the records that a pipeline lets through. */
const passing = (records: Readonly<Record<string, Omit<TestRecord, 'at'>>>, pipeline: string): string[] =>
  run(
    Object.entries(records).map(([name, record], at) => ({
      ...record,
      at,
      labels: { app: 'x', ...record.labels },
      metadata: { name, ...record.metadata },
    })),
    `{app="x"} ${pipeline}`,
  ).map((entry) => entry.metadata['name'] ?? entry.parsed['name'] ?? '');

describe('evaluateLogs', () => {
  const three = [1, 2, 3].map((at) => ({ at, labels: { app: 'x' }, line: `line ${at}` }));

  it('takes the start and leaves the end out', () => {
    const lines = run(three, '{app="x"}', { startUnixNano: 1n, endUnixNano: 3n }).map((entry) => entry.line);
    expect(lines).toEqual(['line 1', 'line 2']);
  });

  it('answers nothing for an empty range', () => {
    expect(run(three, '{app="x"}', { startUnixNano: 2n, endUnixNano: 2n })).toEqual([]);
  });

  it('returns the newest first when backward, and the last arrival first where times are equal', () => {
    const records = ['a', 'b', 'c'].map((line, index) => ({ at: index === 0 ? 1 : 2, labels: { app: 'x' }, line }));
    const lines = run(records, '{app="x"}', { direction: 'backward' }).map((entry) => entry.line);
    expect(lines).toEqual(['c', 'b', 'a']);
  });

  it('stops reading at the limit', () => {
    let read = 0;
    const reader = createMemoryReader(three);
    const counting = {
      ...reader,
      *scan(scan: Parameters<typeof reader.scan>[0]) {
        for (const record of reader.scan(scan)) {
          read += 1;
          yield record;
        }
      },
    };
    const query = { tenant: 'bots', expression: parseLog('{app="x"}'), startUnixNano: 0n, endUnixNano: 9n } as const;
    evaluateLogs(counting, { ...query, direction: 'backward', limit: 2 }, UNLIMITED);
    expect(read).toBe(2);
  });

  it('refuses an answer that is too large to be made', () => {
    const line = 'x'.repeat(1024 * 1024);
    const many = Array.from({ length: 130 }, (_, at) => ({ at, labels: { app: 'x' }, line }));
    expect(() => run(many, '{app="x"}', { limit: 5000 })).toThrow('over 128 MiB after 129 entries');
    expect(run(many, '{app="x"}', { limit: 128 })).toHaveLength(128);
  });

  it('keeps tenants apart', () => {
    const records = [{ at: 1, tenant: 'audit' as const, labels: { app: 'x' } }];
    expect(run(records, '{app="x"}')).toEqual([]);
    expect(run(records, '{app="x"}', { tenant: 'audit' })).toHaveLength(1);
  });

  it('gives up when the time is over or nobody waits', () => {
    const evaluate = (deadlineMillis: number, cancelled: boolean) => () =>
      evaluateLogs(
        createMemoryReader(three),
        {
          tenant: 'bots',
          expression: parseLog('{app="x"}'),
          startUnixNano: 0n,
          endUnixNano: 9n,
          direction: 'forward',
          limit: 9,
        },
        createBudget(
          deadlineMillis,
          () => cancelled,
          () => 5,
        ),
      );
    expect(evaluate(4, false)).toThrow('timeout');
    expect(evaluate(6, true)).toThrow('cancelled');
    expect(evaluate(6, false)).not.toThrow();
  });
});

describe('stream matchers', () => {
  const records = { a: { labels: { env: 'production' } }, b: { labels: { env: 'prod' } }, c: {} };

  it.each([
    ['env="prod"', ['b']],
    ['env!="prod"', ['a', 'c']],
    ['env=~"prod"', ['b']],
    ['env=~"prod.*"', ['a', 'b']],
    ['env!~"prod|x"', ['a', 'c']],
    ['env=""', ['c']],
    ['name="a"', []],
  ])('%s matches whole values of index labels', (matcher, names) => {
    const found = run(
      Object.entries(records).map(([name, record], at) => ({
        at,
        metadata: { name },
        labels: { app: 'x', ...('labels' in record ? record.labels : {}) },
      })),
      `{app="x", ${matcher}}`,
    );
    expect(found.map((entry) => entry.metadata['name'])).toEqual(names);
  });
});

describe('line filters', () => {
  const records = {
    plain: { line: 'Refund 50% (card) failed\nretry' },
    turkish: { line: 'İstanbul kiosk' },
    greek: { line: 'Ωmega ſecure \u212Aelvin' },
    empty: { line: '' },
  };

  it.each([
    ['|= "card"', ['plain']],
    ['|= "Card"', []],
    ['|= "card" or "kiosk"', ['plain', 'turkish']],
    ['!= "card" or "kiosk"', ['greek', 'empty']],
    ['|= "i" != "kiosk"', ['plain', 'greek']],
    ['|= ""', ['plain', 'turkish', 'greek', 'empty']],
    ['|~ "50% \\\\(card\\\\)"', ['plain']],
    ['|~ "(?i)REFUND"', ['plain']],
    ['|~ "(?is:.*refund.*retry.*)"', ['plain']],
    ['|~ "(?is:.*RETRY.*)"', ['plain']],
    ['|~ "(?is:.*İstanbul.*)"', ['turkish']],
    ['|~ "(?is:.*istanbul.*)"', []],
    ['|~ "(?is:.*ωMEGA.*)"', ['greek']],
    ['|~ "(?i:SECURE kelvin)"', ['greek']],
    ['!~ "(?is:.*refund.*)" or "^$"', ['turkish', 'greek']],
    ['|~ "^.*failed$"', []],
    ['|~ "(?m)failed$"', ['plain']],
    ['|~ "a\\\\.*"', ['plain', 'turkish', 'greek']],
  ])('%s', (filter, names) => {
    expect(passing(records, filter)).toEqual(names);
  });
});

describe('label filters', () => {
  const records = {
    slow: { metadata: { ms: '1500', took: '1.5s', size: '2KiB', user: 'ada' } },
    fast: { metadata: { ms: '20', took: '20ms', size: '900B', user: 'bo' } },
    broken: { metadata: { ms: 'n/a', took: '?', size: '?', user: 'ada\nbyron' } },
    none: {},
  };

  it.each([
    ['user="ada"', ['slow']],
    ['user!="ada"', ['fast', 'broken', 'none']],
    ['user=~"ada"', ['slow']],
    ['user=~"^(?s:ada.*)$"', ['slow', 'broken']],
    ['user=~"ada.*"', ['slow', 'broken']],
    ['user!~"ada|bo"', ['broken', 'none']],
    ['user=""', ['none']],
    ['user="ada" or user="bo"', ['slow', 'fast']],
    ['user="ada" or user=""', ['slow', 'none']],
    ['user="ada" or name="none"', ['slow', 'none']],
    ['(user="ada" or user="bo") and name="fast"', ['fast']],
    ['user="ada" or user="bo" and name="slow"', ['slow']],
    ['ms >= 20 and ms < 1500 | __error__=""', ['fast']],
    ['ms = 20 | __error__=""', ['fast']],
    ['ms != 20 | __error__=""', ['slow']],
    ['took > 1s | __error__=""', ['slow']],
    ['size <= 1KB | __error__=""', ['fast']],
  ])('%s', (filter, names) => {
    expect(passing(records, `| ${filter}`)).toEqual(names);
  });

  it('lets a text that is no number through, marked', () => {
    expect(passing(records, '| ms > 1000')).toEqual(['slow', 'broken']);
    expect(passing(records, '| ms > 1000 | __error__!=""')).toEqual(['broken']);
    expect(passing(records, '| ms > 1000 | __error__="LabelFilterErr" | took < 1ms')).toEqual(['broken']);
  });

  it('drops a record without the compared label', () => {
    expect(passing(records, '| ms >= 0 or ms < 0 | __error__=""')).toEqual(['slow', 'fast']);
  });

  it('takes the right side of or only where the left fails', () => {
    expect(passing(records, '| name="broken" or ms > 1000')).toEqual(['slow', 'broken']);
    expect(passing(records, '| name="broken" or ms > 1000 | __error__=""')).toEqual(['slow', 'broken']);
    expect(passing(records, '| ms > 1000 or name="broken" | __error__=""')).toEqual(['slow']);
  });
});

describe('json, drop and keep', () => {
  const labels = { app: 'x' };
  const one = (line: string, pipeline: string) => {
    const [entry] = run([{ at: 1, labels, metadata: { user: 'ada', app_id: '7' }, line }], `{app="x"} ${pipeline}`);
    return entry && { labels: { ...entry.labels }, metadata: { ...entry.metadata }, parsed: { ...entry.parsed } };
  };
  const metadata = { user: 'ada', app_id: '7' };

  it('extracts all members of an object, leaves arrays out and keeps numbers exact', () => {
    const line = '{"a":{"b-c":"t","n":12345678901234567890},"list":[1],"ok":true,"none":null,"1st":1.0,"a_n":"late"}';
    expect(one(line, '| json')).toEqual({
      labels,
      metadata,
      parsed: { a_b_c: 't', a_n: '12345678901234567890', ok: 'true', _1st: '1.0' },
    });
  });

  it('extracts what paths name, objects and arrays as JSON', () => {
    const line = '{"servers":["a",{"h":1.50}],"head":{"User-Agent":"curl"}}';
    expect(one(line, '| json first="servers[0]", s="servers", ua="head[\\"User-Agent\\"]", gone="x.y", head')).toEqual({
      labels,
      metadata,
      parsed: { first: 'a', s: '["a",{"h":1.50}]', ua: 'curl', gone: '', head: '{"User-Agent":"curl"}' },
    });
  });

  it('adds _extracted to a name that is an index label, and hides metadata of the same name', () => {
    expect(one('{"app":"y","user":"bo"}', '| json | user="bo"')).toEqual({
      labels,
      metadata: { app_id: '7' },
      parsed: { app_extracted: 'y', user: 'bo' },
    });
  });

  it.each(['{"a":', '"text"', '[1]', 'null', '12'])('marks a line that is no object: %s', (line) => {
    expect(one(line, '| json')?.parsed['__error__']).toBe('JSONParserErr');
    expect(one(line, '| json a="b"')?.parsed['__error__']).toBe('JSONParserErr');
  });

  it('treats names of object members as plain names', () => {
    expect(one('{"__proto__":"p","constructor":{"x":1}}', '| json')?.parsed).toEqual(
      Object.fromEntries([
        ['__proto__', 'p'],
        ['constructor_x', '1'],
      ]),
    );
    expect(one('{}', '| json a="constructor"')?.parsed).toEqual({ a: '' });
  });

  it('drops and keeps labels of every origin, also only for some values', () => {
    expect(one('{"a":"1","b":"2"}', '| json | drop app, user, a="9", b="2"')).toEqual({
      labels: {},
      metadata: { app_id: '7' },
      parsed: { a: '1' },
    });
    expect(one('{"a":"1","b":"2"}', '| json | keep app, b, user=~"a.*"')).toEqual({
      labels,
      metadata: { user: 'ada' },
      parsed: { b: '2' },
    });
  });

  it('drops the error, so that a later filter sees none', () => {
    expect(one('x', '| json | drop __error__, __error_details__ | __error__=""')?.parsed).toEqual({});
  });
});

describe('toScanHints', () => {
  const hintsOf = (query: string): unknown => {
    const { hints, anyOf } = toScanHints(parseLog(query));
    return anyOf === undefined ? { ...hints } : [{ ...hints }, ...anyOf.map((one) => ({ ...one }))];
  };

  it('takes equalities of the selector and of label filters, also with several values', () => {
    expect(
      hintsOf('{a="1", k=~"log|step", n!="x"} |= "t" | u="2" and v > 3 | w="4" or w="" | x=~"^(?s:6)$" | y=""'),
    ).toEqual({ a: ['1'], k: ['log', 'step'], u: ['2'], w: ['4', ''], x: ['6'], y: [''] });
  });

  it('takes alternatives of several labels', () => {
    expect(hintsOf('{a="1"} | b="x" or c="x" or b="y" | d="z"')).toEqual([
      { a: ['1'], d: ['z'] },
      { b: ['x', 'y'] },
      { c: ['x'] },
    ]);
    expect(hintsOf('{a="1"} | (b="x" and c="y") or (b="z" and v > 3)')).toEqual([
      { a: ['1'] },
      { b: ['z'] },
      { b: ['x'], c: ['y'] },
    ]);
    expect(hintsOf('{a="1"} | (b="x" or c="y") and v > 3')).toEqual([{ a: ['1'] }, { b: ['x'] }, { c: ['y'] }]);
  });

  it.each([
    ['an alternative of which nothing is known', '{a="1"} | b="x" or c > 3 | d="x" or e!="x"'],
    ['other expressions', '{a="1"} | b=~"x.*" | c=~"(?i)x" | d!~"x"'],
    ['filters after a stage that changes labels', '{a="1"} | json | b="x"'],
    ['errors, which are not stored', '{a="1"} | __error__="" | __error_details__="x"'],
  ])('leaves out %s', (_what, query) => {
    expect(hintsOf(query)).toEqual({ a: ['1'] });
  });
});
