import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAttributeTexts } from './attribute-texts.ts';
import { toMetadata } from './stored-row.ts';
import { NOW_NANO, toNewRecord } from './test-records.ts';

const textsOf = (name: string, attributes: Readonly<Record<string, unknown>>) =>
  createAttributeTexts(name)?.(JSON.stringify(attributes));

describe('createAttributeTexts', () => {
  it('reads a value as queries see it, whatever stood for the underscores', () => {
    expect(textsOf('a_b', { 'a.b': 'x' })).toEqual(['x']);
    expect(textsOf('a_b', { 'a."\\\u0001-b': 'q"\\é' })).toEqual(['q"\\é']);
    expect(textsOf('a_b', { x: 1, 'a-b': 404, c: true })).toEqual(['404']);
    expect(textsOf('a_b', { 'a.b': 'x', a_b: null })).toEqual(['x', '']);
  });

  it('takes neither a part of a name nor the text of a value for the name', () => {
    expect(textsOf('b', { 'a.b': 'x', bc: 'y', c: ',"b":"z"', d: '{"b":1' })).toEqual(['']);
  });

  it('says that it cannot tell where a value is no plain text, number or truth', () => {
    expect(textsOf('a_b', { a: { m: { b: 'x' } } })).toBeUndefined();
    expect(textsOf('a', { a: { a: ['x'] } })).toBeUndefined();
    expect(['key_1', '__x__', 'a__b', 'bot_id_extracted', 'ö'].map(createAttributeTexts)).toEqual(
      Array(5).fill(undefined),
    );
  });

  it('has the right value of any record among those that it tells', () => {
    const part = fc.constantFrom('a', 'b', '.', '_', '"', '\\', ',', ':', '{', '1', 'é', '\n', '\ud800');
    const text = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(''));
    const value = fc.oneof(text, fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n }), fc.double(), fc.boolean());
    fc.assert(
      fc.property(fc.dictionary(text, value, { maxKeys: 6 }), (attributes) => {
        const record = toNewRecord({ attributes });
        const metadata = toMetadata({ ...record, id: 1n, timestampUnixNano: NOW_NANO });
        for (const name of ['a', 'b', 'a_b', 'ab', 'a_', 'a_1', ...Object.keys(metadata)]) {
          if (record.origin.metadata.has(name) || name === 'severity_text') continue;
          const texts = createAttributeTexts(name)?.(record.attributesJson);
          if (texts !== undefined && !/^(severity_|detected_)/.test(name))
            expect(texts).toContain(metadata[name] ?? '');
        }
      }),
      { numRuns: 500 },
    );
  });
});
