import type { AnswerContext } from '../answer/answer-context.ts';
import { findSeries } from '../answer/find-series.ts';
import { badParameter } from '../answer/loki-error.ts';
import { readParameter, type LokiRequest } from '../answer/loki-request.ts';
import { MAX_ENTRIES } from '../answer/read-limit.ts';
import { LAST_HOUR_NANOS, readRange } from '../answer/read-range.ts';
import { evaluateLogs } from '../evaluate/evaluate-logs.ts';
import { parseLogQl, parseSelector } from '../logql/parse-logql.ts';
import type { FieldTally } from './field-tally.ts';
import { tallyEntries } from './tally-entries.ts';

const DEFAULT_COUNT = 1000;

/** Body of `detected_fields`: names, types and numbers of values of the fields in the newest `line_limit` lines. */
export function answerDetectedFields(context: AnswerContext, request: LokiRequest): unknown {
  const limit = readCount(request, 'limit');
  const fields = tallyNewest(context, request).fields().slice(0, limit);
  return fields.length === 0 ? {} : { fields, limit };
}

/** Body of `detected_field/{name}/values`: values of one such field. */
export function answerDetectedFieldValues(context: AnswerContext, request: LokiRequest): unknown {
  const limit = readCount(request, 'limit');
  const values = tallyNewest(context, request).values(request.label).slice(0, limit);
  return values.length === 0 ? {} : { values, limit };
}

/** Body of `detected_labels`: index labels of the streams with records in the range, and how many values each has. */
export function answerDetectedLabels(context: AnswerContext, request: LokiRequest): unknown {
  const matchers = parseSelector(readParameter(request, 'query') ?? '');
  const values = new Map<string, Set<string>>();
  for (const labels of findSeries(context, readRange(request, LAST_HOUR_NANOS), [matchers])) {
    for (const [name, value] of Object.entries(labels)) values.set(name, (values.get(name) ?? new Set()).add(value));
  }
  const detectedLabels = [...values]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([label, found]) => ({ label, cardinality: found.size }));
  return detectedLabels.length === 0 ? {} : { detectedLabels };
}

function tallyNewest(context: AnswerContext, request: LokiRequest): FieldTally {
  const expression = parseLogQl(readParameter(request, 'query') ?? '');
  if (expression.kind !== 'log') throw badParameter('only log queries have fields: leave out the aggregation');
  const range = readRange(request, LAST_HOUR_NANOS);
  const limit = Math.min(readCount(request, 'line_limit'), MAX_ENTRIES);
  const query = { tenant: context.tenant, expression, ...range, direction: 'backward' as const, limit };
  return tallyEntries(evaluateLogs(context.reader, query, context.budget));
}

function readCount(request: LokiRequest, name: string): number {
  const text = readParameter(request, name) ?? String(DEFAULT_COUNT);
  if (/^\+?0*[1-9]\d*$/.test(text)) return Number(text);
  throw badParameter(`could not parse '${name}' parameter: "${text}" is no whole number of 1 or more`);
}
