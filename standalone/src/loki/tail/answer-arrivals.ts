import { TENANTS } from '@botscope/conventions';
import type { StoreReader } from '../../store/open-record-reader.ts';
import { toEntry, type LogEntry } from '../evaluate/evaluate-logs.ts';
import { compilePipeline, type Pipeline } from '../evaluate/pipeline.ts';
import { QueryStoppedError, type QueryBudget } from '../evaluate/query-budget.ts';
import { emptyAnswer, jsonAnswer, textAnswer, type HttpAnswer } from '../worker/http-answer.ts';
import { parseTailQuery } from './answer-tail.ts';
import { renderFrame, toDropped, type DroppedEntry } from './render-frame.ts';

/** Asks for the entries among the records that arrived from one position to another; may be cloned between threads. */
export interface ArrivalsRequest {
  /** `frame`: a message for the client. `dropped`: only what is told of entries that are left out. */
  readonly purpose: 'frame' | 'dropped';
  /** `X-Scope-OrgID`. One that the store does not know has no records. */
  readonly tenant: string;
  readonly query: string;
  readonly categorized: boolean;
  /** Exclusive. */
  readonly afterId: bigint;
  /** Inclusive. */
  readonly lastId: bigint;
  /** What the message is to tell of entries left out before. */
  readonly dropped: readonly DroppedEntry[];
}

const MAX_COMPILED = 64;
/** The same few queries are asked again and again. */
const compiled = new Map<string, Pipeline>();

/** A message, or the list of dropped entries; 204 when there is nothing to tell. @throws what is a fault of this program */
export function answerArrivals(reader: StoreReader, request: ArrivalsRequest, budget: QueryBudget): HttpAnswer {
  try {
    const entries = readEntries(reader, request, budget);
    if (request.purpose === 'dropped') return jsonAnswer(200, entries.map(toDropped));
    if (entries.length === 0 && request.dropped.length === 0) return emptyAnswer(204);
    return jsonAnswer(200, renderFrame(entries.sort(byTime), request.categorized, request.dropped));
  } catch (error) {
    if (!(error instanceof QueryStoppedError)) throw error;
    return error.reason === 'cancelled'
      ? textAnswer(499, 'the client went away')
      : textAnswer(504, 'the query took too long for a few new records');
  }
}

function readEntries(
  reader: StoreReader,
  { tenant, query, afterId, lastId }: ArrivalsRequest,
  budget: QueryBudget,
): LogEntry[] {
  const known = TENANTS.find((name) => name === tenant);
  if (known === undefined) return [];
  const pipeline = compile(query);
  return reader.arrivedRecords(known, afterId, lastId).flatMap((record) => {
    budget.spend();
    const context = pipeline.run(record);
    return context === undefined ? [] : [toEntry(record.timestampUnixNano, context)];
  });
}

function compile(query: string): Pipeline {
  const known = compiled.get(query);
  if (known !== undefined) return known;
  const pipeline = compilePipeline(parseTailQuery(query));
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  compiled.set(query, pipeline);
  return pipeline;
}

function byTime(left: LogEntry, right: LogEntry): number {
  return left.timestampUnixNano < right.timestampUnixNano
    ? -1
    : Number(left.timestampUnixNano > right.timestampUnixNano);
}
