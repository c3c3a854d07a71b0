import { describe, expect, it } from 'vitest';
import type { Series } from './ask-numbers.ts';
import { describeSeriesDifference } from './compare-series.ts';

const series = (bot: string, ...samples: [number, number][]): Series => ({
  labels: { bot },
  values: new Map(samples),
});

describe('describeSeriesDifference', () => {
  it('finds nothing where only the order differs', () => {
    const loki = [series('a', [1, 0.1 + 0.2]), series('b', [1, 2], [2, NaN])];
    const standalone = [series('b', [2, NaN], [1, 2]), series('a', [1, 0.3])];
    expect(describeSeriesDifference('sum(x)', loki, standalone)).toBeUndefined();
  });

  it.each([
    ['another value', [series('a', [1, 2.1])]],
    ['another time', [series('a', [2, 2])]],
    ['another label', [series('b', [1, 2])]],
    ['one value more', [series('a', [1, 2], [2, 2])]],
    ['one series more', [series('a', [1, 2]), series('b', [1, 2])]],
    ['nothing', []],
  ])('finds %s', (_name, standalone) => {
    expect(describeSeriesDifference('sum(x)', [series('a', [1, 2])], standalone)).toBeTypeOf('string');
    expect(describeSeriesDifference('topk(1, x)', [series('a', [1, 3])], standalone)).toBeTypeOf('string');
  });

  it('lets topk choose among equal values', () => {
    const [loki, standalone] = [[series('a', [1, 2])], [series('b', [1, 2])]];
    expect(describeSeriesDifference('topk(1, x)', loki, standalone)).toBeUndefined();
    expect(describeSeriesDifference('sum(x)', loki, standalone)).toBeTypeOf('string');
  });
});
