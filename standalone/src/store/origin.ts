import { ATTR_SERVICE_NAME, INDEXED_RESOURCE_ATTRIBUTES } from '@botscope/conventions';
import { decodeLogsRequest, encodeLogsJson, type OtlpResource, type OtlpScope } from '@botscope/otlp';
import { describeAttributeName, type IndexedColumn } from './attribute-name.ts';
import { visitMetadata } from './flatten-attribute.ts';
import { createStream, LOG_LABELS, RESOURCE_LABELS, type Stream } from './stream.ts';
import { toValueText } from './value-text.ts';

/** Resource attributes that are not stored (as `loki.yaml` has it). They stay in {@link Origin.key}. */
const DROPPED = /^(process|host|os|telemetry)\./;

/** `service_name` of records without one. */
const UNKNOWN_SERVICE = 'unknown_service';

/** Where records come from: resource and scope, and what Loki adds to every record of them. */
export interface Origin {
  readonly resource: OtlpResource;
  readonly scope: OtlpScope;
  /** OTLP/JSON of both; equal exactly for equal origins. */
  readonly key: string;
  /** Structured metadata of every record: name as Loki stores it → text. */
  readonly metadata: ReadonlyMap<string, string>;
  /** Characters of names and values of {@link metadata}. */
  readonly metadataLength: number;
  readonly columns: Readonly<Partial<Record<IndexedColumn, string>>>;
  /** Whether {@link metadata} has the name of an index label. */
  readonly isShadowed: boolean;
  /** The stream of a record with these values of `INDEXED_LOG_ATTRIBUTES` (empty = absent). */
  streamOf(logLabels: readonly string[], isShadowed: boolean): Stream;
}

const MAX_KNOWN_ORIGINS = 2_000;
const known = new Map<string, Origin>();

/** The origin of a resource and a scope; equal ones are the same object while they are remembered. */
export function toOrigin(resource: OtlpResource, scope: OtlpScope): Origin {
  const key = encodeLogsJson({
    resourceLogs: [{ resource, schemaUrl: '', scopeLogs: [{ scope, schemaUrl: '', logRecords: [] }] }],
  });
  return remember(key, () => createOrigin(key, resource, scope));
}

/** The origin whose key this is. */
export function parseOrigin(key: string): Origin {
  return remember(key, () => {
    const group = decodeLogsRequest(Buffer.from(key), 'application/json').resourceLogs[0];
    const scope = group?.scopeLogs[0]?.scope;
    if (group === undefined || scope === undefined) throw new Error(`the store holds an unreadable origin: ${key}`);
    return createOrigin(key, group.resource, scope);
  });
}

function remember(key: string, create: () => Origin): Origin {
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= MAX_KNOWN_ORIGINS) known.clear();
  const origin = create();
  known.set(key, origin);
  return origin;
}

function createOrigin(key: string, resource: OtlpResource, scope: OtlpScope): Origin {
  const metadata = toMetadata(resource, scope);
  const names = [...metadata.keys()].map(describeAttributeName);
  const columns = Object.fromEntries(
    names.flatMap((name) => (name.column === undefined ? [] : [[name.column, metadata.get(name.loki)]])),
  ) as Partial<Record<IndexedColumn, string>>;
  const entries = [...metadata];
  return {
    resource,
    scope,
    key,
    metadata,
    metadataLength: entries.reduce((sum, [name, text]) => sum + name.length + text.length, 0),
    columns,
    isShadowed: names.some((name) => name.isLabelName),
    streamOf: rememberStreams(toResourceLabels(resource)),
  };
}

function toMetadata(resource: OtlpResource, scope: OtlpScope): ReadonlyMap<string, string> {
  const metadata = new Map<string, string>();
  const add = (name: string, text: string) => metadata.set(name, text);
  for (const [name, value] of Object.entries(resource.attributes)) {
    if (isIndexed(name) || DROPPED.test(name)) continue;
    visitMetadata(describeAttributeName(name).loki, value, add);
  }
  if (scope.name !== '') add('scope_name', scope.name);
  if (scope.version !== '') add('scope_version', scope.version);
  if (scope.droppedAttributesCount > 0) add('scope_dropped_attributes_count', String(scope.droppedAttributesCount));
  for (const [name, value] of Object.entries(scope.attributes)) {
    visitMetadata(describeAttributeName(name).loki, value, add);
  }
  return metadata;
}

function isIndexed(attribute: string): boolean {
  return (INDEXED_RESOURCE_ATTRIBUTES as readonly string[]).includes(attribute);
}

function toResourceLabels(resource: OtlpResource): readonly (readonly [string, string])[] {
  return INDEXED_RESOURCE_ATTRIBUTES.map((attribute, index) => {
    const text = toValueText(resource.attributes[attribute] ?? null);
    const value = attribute === ATTR_SERVICE_NAME && text === '' ? UNKNOWN_SERVICE : text;
    return [RESOURCE_LABELS[index] ?? '', value] as const;
  });
}

const MAX_KNOWN_STREAMS = 2_000;

function rememberStreams(resourceLabels: readonly (readonly [string, string])[]): Origin['streamOf'] {
  const streams = new Map<string, Stream>();
  return (logLabels, isShadowed) => {
    const key = `${isShadowed}\0${logLabels.join('\0')}`;
    const found = streams.get(key);
    if (found !== undefined) return found;
    if (streams.size >= MAX_KNOWN_STREAMS) streams.clear();
    const labels = LOG_LABELS.map((name, index) => [name, logLabels[index] ?? ''] as const);
    const stream = createStream([...resourceLabels, ...labels], isShadowed);
    streams.set(key, stream);
    return stream;
  };
}
