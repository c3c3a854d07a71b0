import { context, INVALID_TRACEID, trace, TraceFlags } from '@opentelemetry/api';
import type { Attributes, Context, Link, Span, SpanContext, SpanKind, SpanOptions } from '@opentelemetry/api';
import { takeRandomHex } from '../record/random-pool.ts';
import type { AttributeList } from '../record/attribute-list.ts';
import type { ActiveScope } from './active-scope.ts';
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

/** Starts a span below the active one. */
export function startSpan(kernel: Kernel, draft: SpanDraft): Span {
  return kernel.tracer.startSpan(draft.name, toOptions(draft), context.active());
}

/** A span that was started below another. */
export interface ChildSpan {
  /** Undefined where its trace is not recorded. */
  readonly span: Span | undefined;
  /** Also where nothing is recorded it has an id of its own, so that records can be told apart. */
  readonly spanContext: SpanContext;
  /** OTel context to run in. */
  readonly context: Context;
}

/**
 * Starts a span below another: below the active one where that is of the same trace, so that spans which the application
 * makes itself lie in between. Where the trace is not sampled, only an id is made.
 */
export function startChildSpan(
  kernel: Kernel,
  parent: { readonly span: SpanContext; readonly context: Context },
  makeDraft: () => SpanDraft,
): ChildSpan {
  if ((parent.span.traceFlags & TraceFlags.SAMPLED) === 0) {
    return { span: undefined, spanContext: toUnsampled(parent.span), context: parent.context };
  }
  const draft = makeDraft();
  const active = context.active();
  const isInside = trace.getSpanContext(active)?.traceId === parent.span.traceId;
  const below = isInside ? active : parent.context;
  const span = kernel.tracer.startSpan(draft.name, toOptions(draft), below);
  return { span, spanContext: span.spanContext(), context: trace.setSpan(below, span) };
}

/**
 * What a flow or step of a turn lies below: the running step, flow or turn, where that belongs to the same turn. Its parent in
 * the API may be an outer one: a flow that a step starts by the turn's own member.
 */
export function toSpanParent(kernel: Kernel, scope: ActiveScope): ActiveScope {
  const active = kernel.scopes.getStore();
  return active?.turn === scope.turn ? active : scope;
}

/** Without a trace there are no ids. */
function toUnsampled(parent: SpanContext): SpanContext {
  if (parent.traceId === INVALID_TRACEID) return parent;
  return { traceId: parent.traceId, spanId: takeRandomHex(16), traceFlags: parent.traceFlags };
}

function toOptions({ kind, common, attributes, links, startMillis }: SpanDraft): SpanOptions {
  const all: Attributes = { ...common };
  for (let i = 0; i < attributes.length; i++) all[attributes.keys[i] as string] = attributes.values[i];
  const options: SpanOptions = { kind, attributes: all };
  if (links !== undefined) options.links = [...links];
  if (startMillis !== undefined) options.startTime = startMillis;
  return options;
}
