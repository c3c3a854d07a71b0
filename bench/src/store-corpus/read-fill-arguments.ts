import type { CorpusOptions } from '../corpus/corpus.ts';

/** What a program that fills a store is told. */
export interface FillArguments {
  /** Exists already. */
  readonly directory: string;
  readonly corpus: CorpusOptions;
  /** No more records than this, about. */
  readonly limit: number;
}

/** As arguments of a program. */
export function toFillArguments({ directory, corpus, limit }: FillArguments): string[] {
  return [directory, ...[corpus.records, corpus.spanNanos, corpus.endUnixNano, limit].map(String)];
}

/** Reads what {@link toFillArguments} wrote from this process' command line. */
export function readFillArguments(): FillArguments {
  const [directory = '', records = '', spanNanos = '', endUnixNano = '', limit = ''] = process.argv.slice(2);
  return {
    directory,
    corpus: { records: Number(records), spanNanos: BigInt(spanNanos), endUnixNano: BigInt(endUnixNano) },
    limit: Number(limit),
  };
}
