import type { Tenant } from '@botscope/conventions';
import { QueryStoppedError, type QueryBudget } from '../../loki/evaluate/query-budget.ts';
import { textAnswer, type HttpAnswer } from '../../loki/worker/http-answer.ts';
import type { SpanReader } from '../../store/span-reader.ts';
import { TraceQlError } from '../traceql/traceql-error.ts';
import { answerSearch, answerTagsV1, answerTagsV2, answerTagValuesV1, answerTagValuesV2 } from './answer-search.ts';
import { answerTraceV1, answerTraceV2 } from './answer-trace.ts';
import { TempoError, type TempoEndpoint, type TempoRequest } from './tempo-request.ts';

const ENDPOINTS: Readonly<
  Record<TempoEndpoint, (reader: SpanReader, request: TempoRequest, budget: QueryBudget) => HttpAnswer>
> = {
  trace_v1: answerTraceV1,
  trace_v2: answerTraceV2,
  search: answerSearch,
  tags_v1: answerTagsV1,
  tags_v2: answerTagsV2,
  tag_values_v1: answerTagValuesV1,
  tag_values_v2: answerTagValuesV2,
};

/** The tenant that spans belong to. */
const SPAN_TENANT: Tenant = 'bots';
const EMPTY_READER: SpanReader = { traceById: () => [], scan: () => [], close: () => undefined };

/** Answer of the Tempo API to a request; errors of the request are answers too. @throws what is a fault of this program */
export function answerTempoRequest(reader: SpanReader, request: TempoRequest, budget: QueryBudget): HttpAnswer {
  try {
    return ENDPOINTS[request.endpoint](request.tenant === SPAN_TENANT ? reader : EMPTY_READER, request, budget);
  } catch (error) {
    if (error instanceof TempoError) return textAnswer(error.status, error.message);
    if (error instanceof TraceQlError) return textAnswer(400, error.message);
    if (!(error instanceof QueryStoppedError)) throw error;
    return error.reason === 'timeout'
      ? textAnswer(504, 'the query took too long; ask for a shorter time range')
      : textAnswer(499, 'the client went away');
  }
}
