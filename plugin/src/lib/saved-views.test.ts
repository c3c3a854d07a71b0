import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildSavedViews, parseSavedViews, putView, removeView, renameView, toViewName } from './saved-views.ts';

const name = fc
  .string({ unit: 'grapheme', maxLength: 80 })
  .map(toViewName)
  .filter((text) => text !== undefined);
const views = fc.uniqueArray(fc.record({ name, search: fc.string({ maxLength: 40 }) }), {
  selector: (view) => view.name,
  maxLength: 6,
});

describe('parseSavedViews', () => {
  it('reads what was built', () => {
    fc.assert(
      fc.property(views, (some) => {
        expect(parseSavedViews(buildSavedViews(some))).toEqual({ views: some, unreadableCount: 0 });
      }),
    );
  });

  it('reads any text, and counts what is no view', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void parseSavedViews(text)));
    const stored = [{ name: 'a', search: 'x=1' }, { name: ' ' }, null, 7, { name: 'a', search: 'x=2' }];
    expect(parseSavedViews(JSON.stringify(stored))).toEqual({
      views: [{ name: 'a', search: 'x=2' }],
      unreadableCount: 4,
    });
    expect(parseSavedViews('{')).toEqual({ views: [], unreadableCount: 1 });
    expect(parseSavedViews(undefined)).toEqual({ views: [], unreadableCount: 0 });
  });
});

describe('putView, renameView and removeView', () => {
  const [a, b] = [
    { name: 'a', search: '1' },
    { name: 'b', search: '2' },
  ];

  it('keep one view of a name', () => {
    expect(putView([a, b], { name: 'a', search: '3' })).toEqual([{ name: 'a', search: '3' }, b]);
    expect(renameView([a, b], 'a', 'b')).toEqual([{ name: 'b', search: '1' }]);
    expect(renameView([a, b], 'a', 'a')).toEqual([a, b]);
    expect(removeView([a, b], 'a')).toEqual([b]);
  });
});
