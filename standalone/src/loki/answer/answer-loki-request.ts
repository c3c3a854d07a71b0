import { TENANTS } from '@botscope/conventions';
import { QueryRefusedError } from '../evaluate/query-refused-error.ts';
import { QueryStoppedError, type QueryBudget } from '../evaluate/query-budget.ts';
import { LogQlError } from '../logql/logql-error.ts';
import type { AnswerContext, LokiReader } from './answer-context.ts';
import { answerStats, answerVolume, answerVolumeRange } from './answer-index.ts';
import { answerLabels, answerLabelValues, answerSeries } from './answer-labels.ts';
import { answerQuery, answerQueryRange } from './answer-queries.ts';
import { LokiError } from './loki-error.ts';
import type { LokiEndpoint, LokiRequest } from './loki-request.ts';
import type { HttpAnswer } from '../worker/http-answer.ts';
import { emptyAnswer, jsonAnswer, textAnswer } from '../worker/http-answer.ts';
import { answerDetectedFields, answerDetectedFieldValues, answerDetectedLabels } from '../detected/answer-detected.ts';
import { answerTail } from '../tail/answer-tail.ts';

const ENDPOINTS: Readonly<Record<LokiEndpoint, (context: AnswerContext, request: LokiRequest) => unknown>> = {
  query_range: answerQueryRange,
  query: answerQuery,
  labels: answerLabels,
  label_values: answerLabelValues,
  series: answerSeries,
  index_volume: answerVolume,
  index_volume_range: answerVolumeRange,
  index_stats: answerStats,
  detected_fields: answerDetectedFields,
  detected_field_values: answerDetectedFieldValues,
  detected_labels: answerDetectedLabels,
  tail: answerTail,
};

const EMPTY_READER: LokiReader = {
  scan: () => [],
  count: () => [],
  series: () => [],
  volume: () => [],
  close: () => undefined,
};

/** Answer of the Loki API to a request; errors of the request are answers too. @throws what is a fault of this program */
export function answerLokiRequest(reader: LokiReader, request: LokiRequest, budget: QueryBudget): HttpAnswer {
  const tenant = TENANTS.find((name) => name === request.tenant);
  const context = tenant === undefined ? { reader: EMPTY_READER, tenant: TENANTS[0] } : { reader, tenant };
  try {
    const body = ENDPOINTS[request.endpoint]({ ...context, budget }, request);
    return body === undefined ? emptyAnswer(204) : jsonAnswer(200, body);
  } catch (error) {
    return toErrorAnswer(error);
  }
}

function toErrorAnswer(error: unknown): HttpAnswer {
  if (error instanceof LokiError) return textAnswer(error.status, error.message);
  if (error instanceof LogQlError || error instanceof QueryRefusedError) return textAnswer(400, error.message);
  if (!(error instanceof QueryStoppedError)) throw error;
  return error.reason === 'timeout'
    ? textAnswer(504, 'the query took too long; ask for a shorter time range or add label matchers')
    : textAnswer(499, 'the client went away');
}
