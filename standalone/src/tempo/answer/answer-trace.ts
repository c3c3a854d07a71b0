import { emptyAnswer, jsonAnswer, type HttpAnswer } from '../../loki/worker/http-answer.ts';
import type { SpanReader, StoredSpan } from '../../store/span-reader.ts';
import { encodeTrace, renderResourceSpans } from './render-trace.ts';
import { TempoError, type TempoRequest } from './tempo-request.ts';

const MAX_ID_DIGITS = 32;

/** Answer of `api/traces/{hex}`: 404 without a body for a trace that is not there. */
export function answerTraceV1(reader: SpanReader, request: TempoRequest): HttpAnswer {
  const spans = reader.traceById(readTraceId(request));
  if (spans.length === 0) return emptyAnswer(404);
  return request.format === 'protobuf'
    ? protobufAnswer(encodeTrace(spans))
    : jsonAnswer(200, { batches: renderResourceSpans(spans) });
}

/** Answer of `api/v2/traces/{hex}`: an empty trace for one that is not there. */
export function answerTraceV2(reader: SpanReader, request: TempoRequest): HttpAnswer {
  const spans = reader.traceById(readTraceId(request));
  if (request.format === 'protobuf') return protobufAnswer(encodeTraceById(spans));
  const trace = spans.length === 0 ? {} : { resourceSpans: renderResourceSpans(spans) };
  return jsonAnswer(200, { trace, metrics: {} });
}

/** Field 1, length-delimited: `trace`; field 2 likewise: `metrics`, empty. */
const TRACE_TAG = 0x0a;
const METRICS = [0x12, 0];

/** Tempo's answer of version 2 around its `Trace`. */
function encodeTraceById(spans: readonly StoredSpan[]): Uint8Array {
  const trace = encodeTrace(spans);
  return Buffer.concat([Buffer.from([TRACE_TAG, ...toVarint(trace.length)]), trace, Buffer.from(METRICS)]);
}

function toVarint(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...toVarint(value >>> 7)];
}

function protobufAnswer(message: Uint8Array): HttpAnswer {
  return { status: 200, contentType: 'application/protobuf', body: new Uint8Array(message) };
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
