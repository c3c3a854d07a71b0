import type { Tenant } from '@botscope/conventions';
import type { LabelMap, RecordReader } from '../../store/record-reader.ts';
import type { LogExpression } from '../logql/ast.ts';
import { compilePipeline } from './pipeline.ts';
import { QueryRefusedError } from './query-refused-error.ts';
import type { QueryBudget } from './query-budget.ts';
import { toScanHints, type ScanNarrowing } from './to-scan-hints.ts';
import { ERROR_DETAILS_LABEL, ERROR_LABEL, type LineContext } from './line-context.ts';

/** A log query over a time range. */
export interface LogQuery {
  readonly tenant: Tenant;
  readonly expression: LogExpression;
  /** Inclusive. */
  readonly startUnixNano: bigint;
  /** Exclusive. */
  readonly endUnixNano: bigint;
  readonly direction: 'backward' | 'forward';
  /** Most entries to return. */
  readonly limit: number;
}

/** An entry of the answer. */
export interface LogEntry {
  readonly timestampUnixNano: bigint;
  readonly line: string;
  readonly labels: LabelMap;
  readonly metadata: LabelMap;
  /** Extracted labels, and the error if there is one. */
  readonly parsed: LabelMap;
}

/** Most characters of all lines of an answer together. */
const MAX_ANSWER_CHARACTERS = 128 * 1024 * 1024;

/**
 * Entries in the order of the query's direction, at most `limit`; reading stops there.
 * @throws QueryRefusedError when the lines together are too long to be answered at once
 * @param narrowing narrows the scan; only tests pass others than the query's own.
 */
export function evaluateLogs(
  reader: Pick<RecordReader, 'scan'>,
  query: LogQuery,
  budget: QueryBudget,
  narrowing: ScanNarrowing = toScanHints(query.expression),
): readonly LogEntry[] {
  const { tenant, startUnixNano, endUnixNano, direction, limit } = query;
  const entries: LogEntry[] = [];
  let characters = 0;
  if (startUnixNano >= endUnixNano) return entries;
  const pipeline = compilePipeline(query.expression);
  for (const record of reader.scan({ tenant, startUnixNano, endUnixNano, direction, ...narrowing })) {
    budget.spend();
    const context = pipeline.run(record);
    if (context === undefined) continue;
    entries.push(toEntry(record.timestampUnixNano, context));
    characters += context.line.length;
    if (characters > MAX_ANSWER_CHARACTERS) {
      throw new QueryRefusedError(
        `the answer is over 128 MiB after ${entries.length} entries; ask for a smaller limit`,
      );
    }
    if (entries.length >= limit) break;
  }
  return entries;
}

/** A record after all stages as an entry of the answer. */
export function toEntry(timestampUnixNano: bigint, context: LineContext): LogEntry {
  const { line, labels, metadata } = context;
  return { timestampUnixNano, line, labels, metadata: visibleMetadata(metadata, context), parsed: withError(context) };
}

/** Metadata that an extracted label of the same name hides is left out. */
function visibleMetadata(metadata: LabelMap, { parsed }: LineContext): LabelMap {
  const hidden = Object.keys(parsed).filter((name) => metadata[name] !== undefined);
  if (hidden.length === 0) return metadata;
  const visible = Object.assign(Object.create(null) as Record<string, string>, metadata);
  for (const name of hidden) delete visible[name];
  return visible;
}

/** Extracted labels of a record, with its error if it has one. */
export function withError({ parsed, error, errorDetails }: LineContext): LabelMap {
  if (error === '' && errorDetails === '') return parsed;
  const marked = Object.assign(Object.create(null) as Record<string, string>, parsed);
  if (error !== '') marked[ERROR_LABEL] = error;
  if (errorDetails !== '') marked[ERROR_DETAILS_LABEL] = errorDetails;
  return marked;
}
