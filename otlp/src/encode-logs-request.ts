import { EncodeBuffer, varintSize } from './encode-buffer.ts';
import { appendMessage, encodeAttributeField } from './encode-value.ts';
import type { AttributeColumns } from './encode-log-record.ts';

/** Resource and scope of a request, encoded once: the bytes before any record. */
export interface LogsEnvelope {
  /** Field `resource` of `ResourceLogs`. */
  readonly resourceField: Uint8Array;
  /** Field `scope` of `ScopeLogs`. */
  readonly scopeField: Uint8Array;
}

const FIRST = 0x0a;
const SECOND = 0x12;

/** Encodes what all records of a request have in common. */
export function encodeLogsEnvelope(
  resource: AttributeColumns,
  scope: { readonly name: string; readonly version: string },
): LogsEnvelope {
  const attributes = new EncodeBuffer(512);
  resource.values.forEach((value, i) => encodeAttributeField(attributes, FIRST, resource.keys[i] as string, value));
  const scopeMessage = new EncodeBuffer(128);
  appendMessage(scopeMessage, FIRST, Buffer.from(scope.name));
  appendMessage(scopeMessage, SECOND, Buffer.from(scope.version));
  return { resourceField: wrap(attributes.view()), scopeField: wrap(scopeMessage.view()) };
}

function wrap(message: Uint8Array): Uint8Array {
  const buffer = new EncodeBuffer(message.length + 6);
  appendMessage(buffer, FIRST, message);
  return buffer.view();
}

/**
 * An `ExportLogsServiceRequest` of records that `encodeLogRecord` has encoded, joined in this order. A `buffer` of the
 * caller's is overwritten and shares its memory with the result.
 */
export function encodeLogsRequest(
  envelope: LogsEnvelope,
  records: readonly Uint8Array[],
  buffer: EncodeBuffer = new EncodeBuffer(0),
): Uint8Array {
  const recordBytes = records.reduce((sum, record) => sum + record.length, 0);
  const scopeLogs = envelope.scopeField.length + recordBytes;
  const resourceLogs = envelope.resourceField.length + 1 + varintSize(scopeLogs) + scopeLogs;
  buffer.position = 0;
  buffer.reserve(1 + varintSize(resourceLogs) + resourceLogs);
  buffer.byte(FIRST);
  buffer.varint(resourceLogs);
  buffer.append(envelope.resourceField);
  buffer.byte(SECOND);
  buffer.varint(scopeLogs);
  buffer.append(envelope.scopeField);
  for (const record of records) buffer.append(record);
  return buffer.view();
}
