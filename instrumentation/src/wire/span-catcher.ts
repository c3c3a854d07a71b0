import { isSpanContextValid, SpanKind, trace, type Context, type Span, type SpanContext } from '@opentelemetry/api';

/** A context that tells which span is put into it. */
export interface SpanCatcher {
  readonly context: Context;
  /** Of the span that was put into the context first. */
  span(): SpanContext | undefined;
}

/**
 * Instrumentation that starts a span without making it active still puts it into the active context, to propagate it. So
 * the active context learns of the span whichever propagator there is, and whoever was registered first.
 */
export function catchSpan(base: Context): SpanCatcher {
  let caught: Context | undefined;
  const catching: Context = {
    getValue: (key) => base.getValue(key),
    setValue: (key, value) => {
      const next = base.setValue(key, value);
      if (caught === undefined && trace.getSpan(next) !== trace.getSpan(base)) caught = next;
      return next;
    },
    deleteValue: (key) => base.deleteValue(key),
  };
  return { context: catching, span: () => toValid(caught === undefined ? undefined : trace.getSpan(caught)) };
}

/** The active span where it is one that instrumentation made for an outgoing HTTP request. */
export function findClientSpan(active: Context): SpanContext | undefined {
  const span = trace.getSpan(active);
  if (span === undefined) return undefined;
  const { kind, attributes } = span as { kind?: SpanKind; attributes?: Readonly<Record<string, unknown>> };
  const isRequest = attributes !== undefined && ('http.request.method' in attributes || 'http.method' in attributes);
  return kind === SpanKind.CLIENT && isRequest && span.isRecording() ? toValid(span) : undefined;
}

function toValid(span: Span | undefined): SpanContext | undefined {
  const spanContext = span?.spanContext();
  return spanContext !== undefined && isSpanContextValid(spanContext) ? spanContext : undefined;
}
