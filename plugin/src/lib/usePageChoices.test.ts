import { describe, expect, it } from 'vitest';
import { mergeBots } from './usePageChoices.ts';

describe('mergeBots', () => {
  it('offers seen and configured bots once each, by the name that is shown', () => {
    const bots = mergeBots(
      ['b', 'a'],
      [
        { id: 'b', name: 'Aardvark' },
        { id: 'c', name: 'Zebra' },
      ],
    );
    expect(bots).toEqual([{ value: 'a' }, { value: 'b', name: 'Aardvark' }, { value: 'c', name: 'Zebra' }]);
  });
});
