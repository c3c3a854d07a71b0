/** A value of an attribute: text, truth value, whole number or another (sent as a double). */
export type PlainValue = string | boolean | number;

/** A record to send, as little of it as a test needs. */
export interface PlainRecord {
  readonly attributes: Readonly<Record<string, PlainValue>>;
  readonly body?: string;
  /** Nanoseconds since the epoch; now when absent. */
  readonly timestampUnixNano?: bigint;
  /** Nanoseconds since the epoch; the time itself when absent. */
  readonly observedUnixNano?: bigint;
  readonly severityNumber?: number;
  readonly eventName?: string;
}

const NANOS_PER_MILLI = 1_000_000n;

/** Now, in nanoseconds since the epoch. */
export function nowUnixNano(): bigint {
  return BigInt(Date.now()) * NANOS_PER_MILLI;
}

function toValue(value: PlainValue): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

function toAttributes(attributes: Readonly<Record<string, PlainValue>>): object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: toValue(value) }));
}

function toLogRecord(record: PlainRecord): object {
  const time = String(record.timestampUnixNano ?? nowUnixNano());
  return {
    timeUnixNano: time,
    observedTimeUnixNano: String(record.observedUnixNano ?? time),
    severityNumber: record.severityNumber ?? 9,
    ...(record.eventName === undefined ? {} : { eventName: record.eventName }),
    body: { stringValue: record.body ?? '{}' },
    attributes: toAttributes(record.attributes),
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
  };
}

/** An OTLP/JSON request of one resource. */
export function toLogsRequest(resource: Readonly<Record<string, PlainValue>>, records: readonly PlainRecord[]): string {
  const scopeLogs = [{ scope: { name: 'tests' }, logRecords: records.map(toLogRecord) }];
  return JSON.stringify({ resourceLogs: [{ resource: { attributes: toAttributes(resource) }, scopeLogs }] });
}

/** Posts OTLP/JSON, to `/v1/logs` unless told otherwise. */
export function postOtlp(
  url: string,
  body: string,
  path = '/v1/logs',
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<Response> {
  return fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    ...(signal === undefined ? {} : { signal }),
  });
}
