import { HEADER_TENANT } from '@botscope/conventions';
import { decodeLogsRequest, decodeTracesRequest, narrowContentType, type AttributeValue } from '@botscope/otlp';
import type { CapturedRequest } from './capture-server.ts';

/** A record or span as it arrived somewhere, without times. */
export interface Arrival {
  /** Where: `loki bots`, `tempo bots`, `sidecar` … */
  readonly to: string;
  readonly resource: unknown;
  readonly attributes: unknown;
  readonly [member: string]: unknown;
}

function toPlain(value: AttributeValue): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map((item: AttributeValue) => toPlain(item));
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value as Readonly<Record<string, AttributeValue>>)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, toPlain(member)]),
  );
}

function toPlace(what: string, request: CapturedRequest): string {
  const tenant = request.headers[HEADER_TENANT.toLowerCase()];
  return typeof tenant === 'string' ? `${what} ${tenant}` : what;
}

function contentType(request: CapturedRequest): 'application/json' | 'application/x-protobuf' {
  const type = narrowContentType(request.headers['content-type']);
  if (type === undefined) throw new Error(`Content type ${request.headers['content-type']} is not OTLP's.`);
  return type;
}

/** The records in what a server in the place of Loki or the sidecar got. */
export function readRecords(what: string, requests: readonly CapturedRequest[]): Arrival[] {
  return requests.flatMap((request) =>
    decodeLogsRequest(request.body, contentType(request)).resourceLogs.flatMap(({ resource, scopeLogs }) =>
      scopeLogs.flatMap(({ logRecords }) =>
        logRecords.map((record) => ({
          to: toPlace(what, request),
          resource: toPlain(resource.attributes),
          ...(record.eventName === '' ? {} : { eventName: record.eventName }),
          severityNumber: record.severityNumber,
          attributes: toPlain(record.attributes),
          body: toPlain(record.body),
        })),
      ),
    ),
  );
}

/** The spans in what a server in the place of Tempo got. */
export function readSpans(what: string, requests: readonly CapturedRequest[]): Arrival[] {
  return requests.flatMap((request) =>
    decodeTracesRequest(request.body, contentType(request)).resourceSpans.flatMap(({ resource, scopeSpans }) =>
      scopeSpans.flatMap(({ spans }) =>
        spans.map((span) => ({
          to: toPlace(what, request),
          resource: toPlain(resource.attributes),
          traceId: span.traceId,
          name: span.name,
          attributes: toPlain(span.attributes),
          events: span.events.map((event) => toPlain(event.attributes)),
        })),
      ),
    ),
  );
}
