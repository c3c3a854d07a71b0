import type { PlainValue } from './otlp-json.ts';

/** A span to send, as little of it as a test needs. */
export interface PlainSpan {
  /** 32 hex digits. */
  readonly traceId: string;
  readonly name: string;
  readonly attributes?: Readonly<Record<string, PlainValue>>;
  readonly eventAttributes?: Readonly<Record<string, PlainValue>>;
  readonly durationMillis?: number;
  readonly failed?: boolean;
}

const START_UNIX_NANO = 1_760_000_000_000_000_000n;

function toAttributes(attributes: Readonly<Record<string, PlainValue>>): object[] {
  return Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === 'boolean' ? { boolValue: value } : { stringValue: String(value) },
  }));
}

function toSpan(span: PlainSpan): object {
  const end = START_UNIX_NANO + BigInt(span.durationMillis ?? 10) * 1_000_000n;
  return {
    traceId: span.traceId,
    spanId: span.traceId.slice(16),
    name: span.name,
    kind: 2,
    startTimeUnixNano: String(START_UNIX_NANO),
    endTimeUnixNano: String(end),
    attributes: toAttributes(span.attributes ?? {}),
    events: span.eventAttributes
      ? [{ timeUnixNano: String(end), name: 'event', attributes: toAttributes(span.eventAttributes) }]
      : [],
    status: span.failed === true ? { code: 2 } : {},
  };
}

/** An OTLP/JSON request of one resource. */
export function toTracesRequest(resource: Readonly<Record<string, PlainValue>>, spans: readonly PlainSpan[]): string {
  const scopeSpans = [{ scope: { name: 'tests' }, spans: spans.map(toSpan) }];
  return JSON.stringify({ resourceSpans: [{ resource: { attributes: toAttributes(resource) }, scopeSpans }] });
}
