import { ATTR_DEPLOYMENT_ENVIRONMENT_NAME, ATTR_SERVICE_NAME } from '@botscope/conventions';
import type { AttributeMap, AttributeValue, LogsRequest, OtlpLogRecord } from '@botscope/otlp';
import type { CorpusRecord } from '../corpus/corpus-record.ts';
import { traceOf } from './trace-ids.ts';

/** `service.name` of the corpus. */
export const SERVICE = 'bots';

/** A map without prototype, as the decoder makes them. */
export function toAttributeMap(entries: Readonly<Record<string, AttributeValue>>): AttributeMap {
  return Object.assign(Object.create(null) as Record<string, AttributeValue>, entries);
}

/** Resource and scope of the corpus in an environment. */
export function toOrigin(environment: string) {
  const attributes = toAttributeMap({ [ATTR_SERVICE_NAME]: SERVICE, [ATTR_DEPLOYMENT_ENVIRONMENT_NAME]: environment });
  return {
    resource: { attributes, droppedAttributesCount: 0 },
    scope: { name: 'bench', version: '1', attributes: toAttributeMap({}), droppedAttributesCount: 0 },
  };
}

function toLogRecord(record: CorpusRecord): OtlpLogRecord {
  const traceId = traceOf(record);
  return {
    timestampUnixNano: record.timestampUnixNano,
    observedTimestampUnixNano: record.timestampUnixNano,
    severityNumber: record.severityNumber,
    severityText: record.severityNumber >= 17 ? 'ERROR' : 'INFO',
    body: record.body,
    attributes: toAttributeMap(record.attributes),
    droppedAttributesCount: 0,
    flags: 0,
    traceId,
    spanId: traceId.slice(0, 16),
    eventName: '',
  };
}

/** Records as the receiver has them after decoding a request. */
export function toLogsRequest(records: readonly CorpusRecord[]): LogsRequest {
  const byEnvironment = Map.groupBy(records, ({ environment }) => environment);
  return {
    resourceLogs: [...byEnvironment].map(([environment, group]) => {
      const { resource, scope } = toOrigin(environment);
      return { resource, schemaUrl: '', scopeLogs: [{ scope, schemaUrl: '', logRecords: group.map(toLogRecord) }] };
    }),
  };
}
