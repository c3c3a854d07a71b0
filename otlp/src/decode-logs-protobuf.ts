import { DecodeBudget, type DecodeLimits } from './decode-limits.ts';
import { readGroup, readResource, readScope } from './decode-resource-protobuf.ts';
import { AttributeCollector, readValue } from './decode-value-protobuf.ts';
import { EMPTY_RESOURCE, EMPTY_SCOPE } from './empty-resource.ts';
import type { LogsRequest, OtlpLogRecord, ResourceLogs, ScopeLogs } from './log-record.ts';
import { ProtobufSource, toDecodeError } from './protobuf-source.ts';

/** Decodes an `ExportLogsServiceRequest`. */
export function decodeLogsProtobuf(bytes: Uint8Array, limits: DecodeLimits): LogsRequest {
  const source = new ProtobufSource(bytes, new DecodeBudget(limits));
  const resourceLogs: ResourceLogs[] = [];
  const at = { scope: 0, record: 0 };
  try {
    while (source.pos < source.len) {
      const tag = source.tag();
      if (tag === ((1 << 3) | 2)) resourceLogs.push(readResourceLogs(source, at));
      else source.skipField(tag, 0);
    }
  } catch (error) {
    const where = `resourceLogs[${resourceLogs.length}].scopeLogs[${at.scope}].logRecords[${at.record}]`;
    throw toDecodeError(error, 'the logs request', source, where);
  }
  return { resourceLogs };
}

interface Position {
  scope: number;
  record: number;
}

function readResourceLogs(source: ProtobufSource, at: Position): ResourceLogs {
  at.scope = 0;
  at.record = 0;
  const group = readGroup(source, 1, EMPTY_RESOURCE, readResource, (_, depth, index) => {
    at.scope = index;
    at.record = 0;
    return readScopeLogs(source, depth, at);
  });
  return { resource: group.owner, schemaUrl: group.schemaUrl, scopeLogs: group.items };
}

function readScopeLogs(source: ProtobufSource, depth: number, at: Position): ScopeLogs {
  const group = readGroup(source, depth, EMPTY_SCOPE, readScope, (_, recordDepth, index) => {
    at.record = index;
    return readLogRecord(source, recordDepth);
  });
  return { scope: group.owner, schemaUrl: group.schemaUrl, logRecords: group.items };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function readLogRecord(source: ProtobufSource, depth: number): OtlpLogRecord {
  source.budget.takeRecord();
  const collector = new AttributeCollector(source);
  const record: Mutable<OtlpLogRecord> = {
    timestampUnixNano: 0n,
    observedTimestampUnixNano: 0n,
    severityNumber: 0,
    severityText: '',
    body: null,
    attributes: collector.attributes,
    droppedAttributesCount: 0,
    flags: 0,
    traceId: '',
    spanId: '',
    eventName: '',
  };
  const outer = source.enter();
  while (source.pos < source.len) {
    const tag = source.tag();
    if (tag === ((6 << 3) | 2)) collector.read(depth + 1);
    else if (!readLogField(source, record, tag, depth)) source.skipField(tag, depth);
  }
  source.leave(outer);
  return record;
}

function readLogField(source: ProtobufSource, record: Mutable<OtlpLogRecord>, tag: number, depth: number): boolean {
  switch (tag) {
    case (1 << 3) | 1:
      record.timestampUnixNano = source.nanoseconds();
      return true;
    case 2 << 3:
      record.severityNumber = source.int32();
      return true;
    case (3 << 3) | 2:
      record.severityText = source.text();
      return true;
    case (5 << 3) | 2:
      record.body = readValue(source, depth + 1);
      return true;
    case 7 << 3:
      record.droppedAttributesCount = source.uint32();
      return true;
    case (8 << 3) | 5:
      record.flags = source.fixed32();
      return true;
    case (9 << 3) | 2:
      record.traceId = source.id(16);
      return true;
    case (10 << 3) | 2:
      record.spanId = source.id(8);
      return true;
    case (11 << 3) | 1:
      record.observedTimestampUnixNano = source.nanoseconds();
      return true;
    case (12 << 3) | 2:
      record.eventName = source.text();
      return true;
    default:
      return false;
  }
}
