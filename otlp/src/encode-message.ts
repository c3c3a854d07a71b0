import type { AttributeMap, AttributeValue } from './attribute-value.ts';
import { EncodeBuffer, utf8Size } from './encode-buffer.ts';
import { appendMessage, encodeValueField } from './encode-value.ts';

const FIRST = 1;
const DOUBLE = (4 << 3) | 1;
const ARRAY = 5;
const MAP = 6;
const KEY = 1;
const VALUE = 2;

/**
 * A protobuf message under construction, from values as they were decoded: fields with their default are left out, and
 * numbers stay doubles (integers are bigints), which the encoder of log records decides otherwise.
 */
export class MessageWriter {
  private readonly buffer = new EncodeBuffer(256);

  /** The message, sharing memory with this writer. */
  view(): Uint8Array {
    return this.buffer.view();
  }

  /** A field with a text. */
  text(field: number, value: string): void {
    if (value === '') return;
    const size = utf8Size(value);
    this.head(field, 2, size + 5);
    this.buffer.varint(size);
    this.buffer.text(value, size);
  }

  /** A field with the bytes that hex digits stand for. */
  hex(field: number, digits: string): void {
    if (digits === '') return;
    this.head(field, 2, digits.length / 2 + 5);
    this.buffer.varint(digits.length / 2);
    this.buffer.hex(digits);
  }

  /** A field with a whole number below 2^32, as a varint. */
  count(field: number, value: number): void {
    if (value === 0) return;
    this.head(field, 0, 5);
    this.buffer.varint(value);
  }

  /** A field of fixed 32 bits. */
  fixed32(field: number, value: number): void {
    if (value === 0) return;
    this.head(field, 5, 4);
    this.buffer.position = this.buffer.bytes.writeUInt32LE(value, this.buffer.position);
  }

  /** A field of fixed 64 bits. */
  fixed64(field: number, value: bigint): void {
    if (value === 0n) return;
    this.head(field, 1, 8);
    this.buffer.fixed64(value);
  }

  /** A field with a message, also an empty one. */
  message(field: number, message: Uint8Array): void {
    appendMessage(this.buffer, (field << 3) | 2, message);
  }

  /** Attributes, each a `KeyValue`. */
  attributes(field: number, attributes: AttributeMap): void {
    for (const [key, value] of Object.entries(attributes)) {
      const pair = new MessageWriter();
      pair.text(KEY, key);
      pair.value(VALUE, value);
      this.message(field, pair.view());
    }
  }

  /** A field with an `AnyValue`. */
  value(field: number, value: AttributeValue): void {
    if (typeof value === 'number') this.message(field, encodeDouble(value));
    else if (isComposite(value)) this.message(field, encodeComposite(value));
    else encodeValueField(this.buffer, (field << 3) | 2, value);
  }

  /** The tag of a field, and room for what follows. */
  private head(field: number, wireType: number, sizeBytes: number): void {
    this.buffer.reserve(sizeBytes + 2);
    this.buffer.varint((field << 3) | wireType);
  }
}

type Composite = readonly AttributeValue[] | AttributeMap;

function isComposite(value: AttributeValue): value is Composite {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
}

function encodeDouble(value: number): Uint8Array {
  const message = Buffer.alloc(9);
  message[0] = DOUBLE;
  message.writeDoubleLE(value, 1);
  return message;
}

function encodeComposite(value: Composite): Uint8Array {
  const inner = new MessageWriter();
  if (Array.isArray(value)) for (const element of value as readonly AttributeValue[]) inner.value(FIRST, element);
  else inner.attributes(FIRST, value as AttributeMap);
  const message = new MessageWriter();
  message.message(Array.isArray(value) ? ARRAY : MAP, inner.view());
  return message.view();
}
