import type { AnswerContext } from '../answer/answer-context.ts';
import { badParameter } from '../answer/loki-error.ts';
import { readParameter, type LokiRequest } from '../answer/loki-request.ts';
import { MAX_ENTRIES, readLimit } from '../answer/read-limit.ts';
import { LAST_HOUR_NANOS, readTime } from '../answer/read-range.ts';
import { evaluateLogs } from '../evaluate/evaluate-logs.ts';
import type { LogExpression } from '../logql/ast.ts';
import { parseLogQl } from '../logql/parse-logql.ts';
import { renderFrame } from './render-frame.ts';

const MAX_DELAY_SECONDS = 5;
/** A bot's clock is finer than ours: its record of this very moment may be stamped a little later than now. */
const CLOCK_NANOS = 1_000_000_000n;

/**
 * The beginning of a tail: the newest `limit` entries since `start` (the last hour), oldest first; undefined when there
 * is none. @throws LokiError and LogQlError for what cannot be tailed
 */
export function answerTail(context: AnswerContext, request: LokiRequest): unknown {
  const expression = parseTailQuery(readParameter(request, 'query') ?? '');
  const limit = Math.min(readLimit(request), MAX_ENTRIES);
  readDelayMillis(request);
  const startUnixNano = readTime(request, 'start') ?? request.nowUnixNano - LAST_HOUR_NANOS;
  const endUnixNano = request.nowUnixNano + CLOCK_NANOS;
  const { reader, tenant, budget } = context;
  const upTo = request.upToId === undefined ? {} : { upToId: request.upToId };
  const entries = evaluateLogs(
    { scan: (scan) => reader.scan({ ...scan, ...upTo }) },
    { tenant, expression, startUnixNano, endUnixNano, direction: 'backward', limit },
    budget,
  );
  return entries.length === 0 ? undefined : renderFrame(entries.toReversed(), request.categorized);
}

/** A query that can be tailed. @throws LokiError for one that aggregates, LogQlError for a malformed one */
export function parseTailQuery(query: string): LogExpression {
  const expression = parseLogQl(query);
  if (expression.kind === 'log') return expression;
  throw badParameter('only log queries can be tailed: leave out the aggregation');
}

/** `delay_for` of a tail, a whole number of seconds, in milliseconds. @throws LokiError */
export function readDelayMillis(request: LokiRequest): number {
  const text = readParameter(request, 'delay_for') ?? '0';
  if (!/^\d+$/.test(text)) throw badParameter(`could not parse 'delay_for' parameter: "${text}" is no whole number`);
  if (Number(text) > MAX_DELAY_SECONDS) throw badParameter(`delay_for can't be greater than ${MAX_DELAY_SECONDS}`);
  return Number(text) * 1000;
}
