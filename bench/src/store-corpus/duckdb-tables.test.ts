import { describe, expect, it } from 'vitest';
import { generateCorpus } from '../corpus/corpus.ts';
import { findAttributesWithoutColumn } from './duckdb-tables.ts';

describe('toTableColumns', () => {
  it('has a column for every attribute of the corpus, so that both engines hold the same', () => {
    const corpus = { records: 2000, spanNanos: 86_400_000_000_000n, endUnixNano: 1_790_000_000_000_000_000n };
    const missing = [...generateCorpus(corpus)].flatMap(findAttributesWithoutColumn);
    expect([...new Set(missing)]).toEqual([]);
  });
});
