import { encodeTracesJson, encodeTracesProtobuf, type ResourceSpans } from '@botscope/otlp';
import type { StoredSpan } from '../../store/span-reader.ts';
import { cutTexts } from './cut-texts.ts';

type JsonObject = Record<string, unknown>;

const KINDS = [
  '',
  'SPAN_KIND_INTERNAL',
  'SPAN_KIND_SERVER',
  'SPAN_KIND_CLIENT',
  'SPAN_KIND_PRODUCER',
  'SPAN_KIND_CONSUMER',
];
const STATUS_CODES = ['', 'STATUS_CODE_OK', 'STATUS_CODE_ERROR'];
const ID_FIELDS = ['traceId', 'spanId', 'parentSpanId'];

/**
 * Spans grouped by resource and scope in Tempo's JSON: ids in base64, enums by name, integers as text, what has its
 * default left out.
 */
export function renderResourceSpans(spans: readonly StoredSpan[]): readonly JsonObject[] {
  const json = JSON.parse(encodeTracesJson({ resourceSpans: groupSpans(spans) }), toTempo) as {
    readonly resourceSpans: readonly JsonObject[];
  };
  return json.resourceSpans;
}

/** The same in protobuf: `resource_spans` of Tempo's `Trace`, which has the form of OTLP's `TracesData`. */
export function encodeTrace(spans: readonly StoredSpan[]): Uint8Array {
  return encodeTracesProtobuf({ resourceSpans: groupSpans(spans) });
}

function groupSpans(spans: readonly StoredSpan[]): readonly ResourceSpans[] {
  return groupBy(spans.map(cutTexts), (stored) => toKey(stored.resource)).map((ofResource) => ({
    resource: ofResource[0].resource,
    schemaUrl: '',
    scopeSpans: groupBy(ofResource, (stored) => toKey(stored.scope)).map((ofScope) => ({
      scope: ofScope[0].scope,
      schemaUrl: '',
      spans: ofScope.map((stored) => stored.span),
    })),
  }));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

function toKey(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));
}

/** Reviver from OTLP/JSON to Tempo's. */
function toTempo(this: unknown, key: string, value: unknown): unknown {
  if (ID_FIELDS.includes(key) && typeof value === 'string') return Buffer.from(value, 'hex').toString('base64');
  if (key === 'kind') return KINDS[Number(value)] || undefined;
  if (key === 'code') return STATUS_CODES[Number(value)] || undefined;
  return isDefault(key, value) ? undefined : value;
}

function isDefault(key: string, value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0 && key !== 'values';
  return value === '' && (key === 'message' || key === 'version');
}
