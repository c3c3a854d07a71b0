import { describe, expect, it } from 'vitest';
import { expandEnvironment } from './expand-environment.ts';

describe('expandEnvironment', () => {
  it.each([
    ['$NAME', 'value'],
    ['${NAME}', 'value'],
    ['http://$HOST:${PORT}/x', 'http://h:1/x'],
    ['$MISSING', ''],
    ['a$$NAME', 'a$NAME'],
    ['100 $ and $1', '100 $ and $1'],
    ['$NAME_x', ''],
  ])('turns %s into %s', (text, expanded) => {
    expect(expandEnvironment(text, { NAME: 'value', HOST: 'h', PORT: '1' })).toBe(expanded);
  });

  it('does not expand what a variable contains', () => {
    expect(expandEnvironment('$A', { A: '$B', B: 'no' })).toBe('$B');
  });
});
