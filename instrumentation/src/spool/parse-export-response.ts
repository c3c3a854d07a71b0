/** What a Collector says about a request that it accepted in part. */
export interface PartialSuccess {
  readonly rejectedLogRecords: number;
  readonly errorMessage: string;
}

const ACCEPTED: PartialSuccess = { rejectedLogRecords: 0, errorMessage: '' };

/** Reads the body of a successful answer. What cannot be read counts as a full success, as an empty body does. */
export function parseExportResponse(body: Buffer, contentType: string | undefined): PartialSuccess {
  try {
    if (body.length === 0) return ACCEPTED;
    return contentType?.includes('json') ? parseJsonResponse(body.toString()) : parseProtobufResponse(body);
  } catch {
    return ACCEPTED;
  }
}

function parseJsonResponse(text: string): PartialSuccess {
  const { partialSuccess } = JSON.parse(text) as { partialSuccess?: Record<string, unknown> };
  const { rejectedLogRecords, errorMessage } = partialSuccess ?? {};
  return {
    rejectedLogRecords: Number(rejectedLogRecords ?? 0),
    errorMessage: typeof errorMessage === 'string' ? errorMessage : '',
  };
}

function parseProtobufResponse(body: Buffer): PartialSuccess {
  const partialSuccess = readFields(body).get(1);
  if (!(partialSuccess instanceof Buffer)) return ACCEPTED;
  const fields = readFields(partialSuccess);
  const message = fields.get(2);
  return {
    rejectedLogRecords: Number(fields.get(1) ?? 0),
    errorMessage: message instanceof Buffer ? message.toString() : '',
  };
}

const LONGEST_MESSAGE = 300;

/** What the body of an error answer says (`google.rpc.Status`, JSON or plain text); empty when it says nothing. */
export function parseErrorMessage(body: Buffer, contentType = ''): string {
  try {
    return readErrorMessage(body, contentType).slice(0, LONGEST_MESSAGE);
  } catch {
    return '';
  }
}

function readErrorMessage(body: Buffer, contentType: string): string {
  if (contentType.startsWith('text/plain')) return body.toString().trim();
  const message: unknown = contentType.includes('json')
    ? (JSON.parse(body.toString()) as { message?: unknown }).message
    : contentType.includes('protobuf') && readFields(body).get(2)?.toString();
  return typeof message === 'string' ? message : '';
}

/** Varint and length-delimited fields by number; the message has no others. */
function readFields(message: Buffer): Map<number, bigint | Buffer> {
  const fields = new Map<number, bigint | Buffer>();
  let position = 0;
  const readVarint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message.readUInt8(position++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (position < message.length) {
    const tag = Number(readVarint());
    const value = readVarint();
    if (tag % 8 === 2) {
      fields.set(tag >> 3, message.subarray(position, position + Number(value)));
      position += Number(value);
    } else fields.set(tag >> 3, value);
  }
  return fields;
}
