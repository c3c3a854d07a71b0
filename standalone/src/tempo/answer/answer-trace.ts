import { emptyAnswer, jsonAnswer, type HttpAnswer } from '../../loki/worker/http-answer.ts';
import type { SpanReader } from '../../store/span-reader.ts';
import { renderResourceSpans } from './render-trace.ts';
import { TempoError, type TempoRequest } from './tempo-request.ts';

const MAX_ID_DIGITS = 32;

/** Answer of `api/traces/{hex}`: 404 without a body for a trace that is not there. */
export function answerTraceV1(reader: SpanReader, request: TempoRequest): HttpAnswer {
  const spans = reader.traceById(readTraceId(request));
  return spans.length === 0 ? emptyAnswer(404) : jsonAnswer(200, { batches: renderResourceSpans(spans) });
}

/** Answer of `api/v2/traces/{hex}`: an empty trace for one that is not there. */
export function answerTraceV2(reader: SpanReader, request: TempoRequest): HttpAnswer {
  const spans = reader.traceById(readTraceId(request));
  const trace = spans.length === 0 ? {} : { resourceSpans: renderResourceSpans(spans) };
  return jsonAnswer(200, { trace, metrics: {} });
}

function readTraceId({ target }: TempoRequest): string {
  const strange = /[^0-9a-fA-F]/.exec(target);
  if (strange !== null) {
    throw new TempoError(
      400,
      `trace IDs can only contain hex characters: invalid character '${strange[0]}' at position ${strange.index + 1}`,
    );
  }
  if (target.length === 0 || target.length > MAX_ID_DIGITS) {
    throw new TempoError(400, `trace IDs have 1 to ${MAX_ID_DIGITS} hex characters, not ${target.length}`);
  }
  return target.toLowerCase().padStart(MAX_ID_DIGITS, '0');
}
