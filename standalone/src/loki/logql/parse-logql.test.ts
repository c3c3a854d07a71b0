import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_QUERY_BYTES, parseLogQl, parseSelector } from './parse-logql.ts';

const stagesOf = (query: string) => {
  const expression = parseLogQl(query);
  return expression.kind === 'log' ? expression.stages : [];
};
const filterOf = (text: string) => {
  const [stage] = stagesOf(`{a="b"} | ${text}`);
  return stage?.kind === 'label' ? stage.filter : undefined;
};
const text = (name: string, value: string) => ({ kind: 'text', name, operator: '=', value });
const quote = (value: string) => JSON.stringify(value.toWellFormed()).replaceAll('\u007f', '\\x7f');

describe('parseLogQl', () => {
  it('reads matchers, line filters and stages in the order of the query', () => {
    expect(parseLogQl('{a="b", c!~`d.*`} |= "x" or "y" !~ "z" | json q="m.n[0]", r | drop p, s="t" | keep u')).toEqual({
      kind: 'log',
      matchers: [text('a', 'b'), { kind: 'text', name: 'c', operator: '!~', value: 'd.*' }],
      stages: [
        { kind: 'line', operator: '|=', values: ['x', 'y'] },
        { kind: 'line', operator: '!~', values: ['z'] },
        {
          kind: 'json',
          fields: [
            { name: 'q', path: ['m', 'n', 0] },
            { name: 'r', path: ['r'] },
          ],
        },
        { kind: 'drop', choices: [{ kind: 'name', name: 'p' }, text('s', 't')] },
        { kind: 'keep', choices: [{ kind: 'name', name: 'u' }] },
      ],
    });
  });

  it('binds and closer than or, and parentheses closest', () => {
    const [a, b, c] = [text('a', '1'), text('b', '2'), text('c', '3')];
    expect(filterOf('a="1" or b="2" and c="3"')).toEqual({
      kind: 'or',
      items: [a, { kind: 'and', items: [b, c] }],
    });
    expect(filterOf('(a="1" or b="2") and c="3"')).toEqual({
      kind: 'and',
      items: [{ kind: 'or', items: [a, b] }, c],
    });
    expect(filterOf('a="1", b="2"')).toEqual({ kind: 'and', items: [a, b] });
  });

  it.each([
    ['a > 1.5', 'number', 1.5],
    ['a > -2', 'number', -2],
    ['a > 1m30s', 'duration', 90e9],
    ['a > 1.5h', 'duration', 5400e9],
    ['a > 2KiB', 'bytes', 2048],
    ['a > 2kB', 'bytes', 2000],
  ])('reads the comparison %s as %s', (comparison, unit, value) => {
    expect(filterOf(comparison)).toEqual({ kind: 'numeric', name: 'a', operator: '>', unit, value });
  });

  it('reads a range aggregation with unwrap, offset, quantile and grouping', () => {
    const query = 'quantile_over_time(0.95, {a="b"} | unwrap duration(d) | __error__="" [1d] offset 5m) by (x, y)';
    expect(parseLogQl(query)).toEqual({
      kind: 'range',
      operation: 'quantile_over_time',
      log: {
        kind: 'log',
        matchers: [text('a', 'b')],
        stages: [
          { kind: 'unwrap', name: 'd', conversion: 'duration' },
          { kind: 'label', filter: text('__error__', '') },
        ],
      },
      rangeNanos: 86_400_000_000_000n,
      offsetNanos: 300_000_000_000n,
      parameter: 0.95,
      grouping: { kind: 'by', names: ['x', 'y'] },
    });
  });

  it('gives arithmetic the usual precedence', () => {
    const shape = (query: string): unknown => {
      const walk = (node: ReturnType<typeof parseLogQl>): unknown =>
        node.kind === 'arithmetic' ? [walk(node.left), node.operator, walk(node.right)] : 'value' in node && node.value;
      return walk(parseLogQl(query));
    };
    expect(shape('1 - 2 - 3')).toEqual([[1, '-', 2], '-', 3]);
    expect(shape('1 + 2 * 3 ^ 2 ^ 4')).toEqual([1, '+', [2, '*', [3, '^', [2, '^', 4]]]]);
    expect(shape('(1 + 2) * vector(3)')).toEqual([[1, '+', 2], '*', 3]);
  });

  it.each([
    ['{a="b"', 'parse error at line 1, col 7: syntax error: unexpected end of query'],
    ['{a="b"}\n| = 5', 'parse error at line 2, col 3: syntax error: unexpected "="'],
    ['', 'parse error at line 1, col 1: syntax error: unexpected end of query'],
    ['{a=~".*"}', 'parse error : at least one matcher must exclude the empty value'],
    ['{a=~"("}', 'parse error at line 1, col 5: invalid regular expression'],
    ['{a="b"} |~ "["', 'parse error at line 1, col 12: invalid regular expression'],
    ['{a="\\q"}', 'parse error at line 1, col 4: invalid string literal'],
    ['{a="b"} | logfmt', 'logfmt is not supported'],
    ['{a="b"} | pattern "<x>"', 'pattern is not supported'],
    ['{a="b"} | line_format "x"', 'line_format is not supported'],
    ['{a="b"} | label_format x=y', 'label_format is not supported'],
    ['{a="b"} |> "x"', 'a pattern filter (|> or !>) is not supported'],
    ['{a="b"} | x=ip("1.1.1.1")', 'ip() is not supported'],
    ['{a="b"} |= ip("1.1.1.1")', 'ip() is not supported'],
    ['{a="b"} | a="1", b="2" or c="3"', 'a comma beside "or" needs parentheses'],
    ['{a="b"} | __error__ > 0', '__error__ is text'],
    ['absent_over_time({a="b"}[1m])', 'absent_over_time is not supported'],
    ['stddev(vector(1))', 'stddev is not supported'],
    ['vector(1) > 2', 'the operator ">" between numbers is not supported'],
    ['vector(1) + on(x) vector(2)', '"on(x)" is not supported'],
    ['label_replace(vector(1), "a", "b", "c", "d")', 'label_replace is not supported'],
    ['count_over_time({a="b"} | unwrap x [1m])', 'may not have an unwrap stage'],
    ['max_over_time({a="b"}[1m])', 'max_over_time needs an unwrap stage'],
    ['count_over_time({a="b"}[1m]) by (x)', 'grouping is not allowed for count_over_time'],
    ['sum_over_time({a="b"} | unwrap x [1m]) by (x)', 'grouping is not allowed for sum_over_time'],
    ['quantile_over_time({a="b"} | unwrap x [1m])', 'quantile_over_time needs a quantile'],
    ['topk(vector(1))', 'topk needs a number of series'],
    ['sum(2, vector(1))', 'sum takes no parameter'],
    ['{a="b"} + 1', 'a log query is no operand'],
  ])('refuses %s', (query, message) => {
    expect(() => parseLogQl(query)).toThrow(message);
  });

  it.each([
    ['operators', '1' + '+1'.repeat(500), 'parse error'],
    ['parentheses', '('.repeat(5000) + '1' + ')'.repeat(5000), 'parse error'],
    ['parentheses of a filter', `{a="b"} | ${'('.repeat(70)}a="1"${')'.repeat(70)}`, '64 nested parentheses'],
  ])('refuses a depth of %s that would exhaust the stack', (_what, query, message) => {
    expect(() => parseLogQl(query)).toThrow(message);
  });

  it('reads any text back from its literal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (value, needle) => {
        const query = `{a="b", c=${quote(value)}} |= ${quote(needle)} | d=${quote(value)} or d=${quote(needle)}`;
        expect(parseLogQl(query)).toEqual({
          kind: 'log',
          matchers: [text('a', 'b'), text('c', value.toWellFormed())],
          stages: [
            { kind: 'line', operator: '|=', values: [needle.toWellFormed()] },
            {
              kind: 'label',
              filter: { kind: 'or', items: [text('d', value.toWellFormed()), text('d', needle.toWellFormed())] },
            },
          ],
        });
      }),
    );
  });

  it.each(['or', 'and'] as const)('reads thousands of operands joined by %s', (joiner) => {
    const operands = Array.from({ length: 4000 }, (_, index) => ({ name: 'id', value: `x or "${index}"` }));
    const query = operands.map(({ name, value }) => `${name}=${quote(value)}`).join(` ${joiner} `);
    expect(filterOf(query)).toEqual({
      kind: joiner,
      items: operands.map(({ name, value }) => text(name, value)),
    });
  });

  it('keeps the meaning of a long chain in which both joiners stand', () => {
    const query = Array.from({ length: 900 }, (_, index) => `a="${index}" and b="${index}"`).join(' or ');
    const filter = filterOf(`${query} or c="1" or c="2" or c="3"`);
    expect(filter?.kind === 'or' && filter.items).toHaveLength(903);
    expect(filterOf(`(${query}) and (${query})`)).toEqual({ kind: 'and', items: [filterOf(query), filterOf(query)] });
    expect(filter?.kind === 'or' && filter.items[899]).toEqual({
      kind: 'and',
      items: [text('a', '899'), text('b', '899')],
    });
  });

  it('refuses a query of 128 KiB and more, counted in bytes of UTF-8', () => {
    const ofLength = (bytes: number) => `{ab="${'é'.repeat((bytes - 7) / 2)}"}`;
    expect(Buffer.byteLength(ofLength(MAX_QUERY_BYTES))).toBe(MAX_QUERY_BYTES);
    expect(() => parseLogQl(ofLength(MAX_QUERY_BYTES))).not.toThrow();
    expect(() => parseLogQl(ofLength(MAX_QUERY_BYTES + 2))).toThrow('131073 > 131071 bytes');
  });
});

describe('parseSelector', () => {
  it('reads a selector, and the empty one', () => {
    expect(parseSelector('{a="b"}')).toEqual([text('a', 'b')]);
    expect(parseSelector('{}')).toEqual([]);
  });

  it.each(['{a="b"} |= "x"', 'vector(1)', 'a'])('refuses %s', (query) => {
    expect(() => parseSelector(query)).toThrow('parse error');
  });
});
