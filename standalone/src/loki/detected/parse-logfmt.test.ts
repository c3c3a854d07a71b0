import { describe, expect, it } from 'vitest';
import { parseLogfmt } from './parse-logfmt.ts';

describe('parseLogfmt', () => {
  it.each([
    ['a=1 b=two', ['a=1', 'b=two']],
    ['level=info msg="all \\"good\\" here" x.y=1', ['level=info', 'msg=all "good" here', 'x.y=1']],
    ['bare empty= quoted="" a=1', ['a=1']],
    ['broken="no end', []],
    ['odd="\\q\\n"', ['odd=q\n']],
    ['no pairs at all', []],
    ['', []],
  ])('reads %j', (line, expected) => {
    expect(parseLogfmt(line).map(([name, text]) => `${name}=${text}`)).toEqual(expected);
  });

  it.each(['x', '="', 'a=', '"'])('needs time in proportion to the length of many %j', (part) => {
    const timeFor = (count: number): number => {
      const began = performance.now();
      parseLogfmt(part.repeat(count));
      return performance.now() - began;
    };
    timeFor(1000);
    // Anything quadratic would take minutes.
    expect(timeFor(200_000)).toBeLessThan(2000);
  });
});
