import { context, trace } from '@opentelemetry/api';
import type { Attributes, Context, Link, Span, SpanKind, SpanOptions } from '@opentelemetry/api';
import type { AttributeList } from '../record/attribute-list.ts';
import type { Kernel } from './kernel.ts';

/** What a span is started with. */
export interface SpanDraft {
  readonly name: string;
  readonly kind: SpanKind;
  /** Attributes that it shares with other spans. */
  readonly common: Attributes;
  readonly attributes: AttributeList;
  readonly links?: readonly Link[];
  /** When it began, milliseconds since the epoch; now when absent. */
  readonly startMillis?: number | undefined;
}

/** Starts the root span of a new trace. */
export function startRootSpan(kernel: Kernel, draft: SpanDraft): Span {
  return kernel.tracer.startSpan(draft.name, { ...toOptions(draft), root: true }, context.active());
}

/**
 * Starts a span below another: below the active one where that is of the same trace, so that spans which the application
 * makes itself lie in between.
 */
export function startChildSpan(kernel: Kernel, draft: SpanDraft, parent: Context): Span {
  const active = context.active();
  const activeTrace = trace.getSpanContext(active)?.traceId;
  const isInside = activeTrace !== undefined && activeTrace === trace.getSpanContext(parent)?.traceId;
  return kernel.tracer.startSpan(draft.name, toOptions(draft), isInside ? active : parent);
}

function toOptions({ kind, common, attributes, links, startMillis }: SpanDraft): SpanOptions {
  const all: Attributes = { ...common };
  for (let i = 0; i < attributes.length; i++) all[attributes.keys[i] as string] = attributes.values[i];
  const options: SpanOptions = { kind, attributes: all };
  if (links !== undefined) options.links = [...links];
  if (startMillis !== undefined) options.startTime = startMillis;
  return options;
}
