import type { AttributeMap, AttributeValue } from './attribute-value.ts';
import { EncodeBuffer, utf8Size, varintSize } from './encode-buffer.ts';

const STRING = 0x0a;
const BOOL = 0x10;
const INT = 0x18;
const DOUBLE = 0x21;
const ARRAY = 0x2a;
const MAP = 0x32;
const BYTES = 0x3a;
/** Field 1, length-delimited: the key of a `KeyValue`, and the elements of `ArrayValue` and `KeyValueList`. */
const FIRST = 0x0a;
const VALUE = 0x12;

/**
 * Writes a field that holds an `AnyValue`: tag, length, message. Numbers that are safe integers travel as `intValue`,
 * others as `doubleValue`; `null` as an empty message.
 */
export function encodeValueField(buffer: EncodeBuffer, tag: number, value: AttributeValue): void {
  if (typeof value === 'string') {
    const size = utf8Size(value);
    const inner = 1 + varintSize(size) + size;
    buffer.reserve(inner + 12);
    buffer.byte(tag);
    buffer.varint(inner);
    buffer.byte(STRING);
    buffer.varint(size);
    buffer.text(value, size);
    return;
  }
  appendMessage(buffer, tag, encodeOtherValue(value));
}

/** Writes a field that holds an `AnyValue` with a text that is given in pieces. */
export function encodeTextField(buffer: EncodeBuffer, tag: number, parts: readonly string[]): void {
  let length = 0;
  for (let i = 0; i < parts.length; i++) length += (parts[i] as string).length;
  const start = buffer.position;
  encodeTextHead(buffer, tag, length);
  const textStart = buffer.position;
  for (let i = 0; i < parts.length; i++) buffer.anyText(parts[i] as string);
  const size = buffer.position - textStart;
  if (size === length) return;
  // Not ASCII alone, so that the text is longer than was assumed, and perhaps the head.
  buffer.position = start;
  encodeTextHead(buffer, tag, size);
  for (let i = 0; i < parts.length; i++) buffer.anyText(parts[i] as string);
}

/** Everything before the text of an `AnyValue`, and room for the text. */
function encodeTextHead(buffer: EncodeBuffer, tag: number, size: number): void {
  buffer.reserve(size + 13);
  buffer.byte(tag);
  buffer.varint(1 + varintSize(size) + size);
  buffer.byte(STRING);
  buffer.varint(size);
}

/** Writes a field that holds a `KeyValue`. */
export function encodeAttributeField(buffer: EncodeBuffer, tag: number, key: string, value: AttributeValue): void {
  if (typeof value === 'string') {
    if (encodeShortAttribute(buffer, tag, key, value)) return;
    const size = utf8Size(value);
    encodeAttributeHead(buffer, tag, key, 1 + varintSize(size) + size);
    buffer.byte(STRING);
    buffer.varint(size);
    buffer.text(value, size);
  } else if (isSmallCount(value)) {
    encodeAttributeHead(buffer, tag, key, 1 + varintSize(value));
    buffer.byte(INT);
    buffer.varint(value);
  } else encodeOtherAttributeField(buffer, tag, key, value);
}

/**
 * Most attributes: so short that every length takes one byte, and ASCII, which shows while it is written. False leaves the
 * buffer as it was.
 */
function encodeShortAttribute(buffer: EncodeBuffer, tag: number, key: string, value: string): boolean {
  const total = key.length + value.length + 6;
  if (total > 0x7f) return false;
  buffer.reserve(total + 2);
  const { bytes } = buffer;
  let position = buffer.position;
  let codes = 0;
  bytes[position++] = tag;
  bytes[position++] = total;
  bytes[position++] = FIRST;
  bytes[position++] = key.length;
  for (let i = 0; i < key.length; i++) codes |= bytes[position++] = key.charCodeAt(i);
  bytes[position++] = VALUE;
  bytes[position++] = value.length + 2;
  bytes[position++] = STRING;
  bytes[position++] = value.length;
  for (let i = 0; i < value.length; i++) codes |= bytes[position++] = value.charCodeAt(i);
  if (codes > 0x7f) return false;
  buffer.position = position;
  return true;
}

/** Most numbers of a record; needs no 64-bit arithmetic. */
function isSmallCount(value: AttributeValue): value is number {
  return typeof value === 'number' && value >>> 0 === value && !Object.is(value, -0);
}

/** Everything of a `KeyValue` before its `AnyValue`, and room for that. */
function encodeAttributeHead(buffer: EncodeBuffer, tag: number, key: string, valueSize: number): void {
  const keySize = utf8Size(key);
  const total = 1 + varintSize(keySize) + keySize + 1 + varintSize(valueSize) + valueSize;
  buffer.reserve(total + 6);
  buffer.byte(tag);
  buffer.varint(total);
  buffer.byte(FIRST);
  buffer.varint(keySize);
  buffer.text(key, keySize);
  buffer.byte(VALUE);
  buffer.varint(valueSize);
}

function encodeOtherAttributeField(buffer: EncodeBuffer, tag: number, key: string, value: AttributeValue): void {
  const message = new EncodeBuffer(64);
  const keySize = utf8Size(key);
  message.reserve(keySize + 6);
  message.byte(FIRST);
  message.varint(keySize);
  message.text(key, keySize);
  encodeValueField(message, VALUE, value);
  appendMessage(buffer, tag, message.view());
}

function encodeOtherValue(value: Exclude<AttributeValue, string>): Uint8Array {
  const message = new EncodeBuffer(32);
  if (value === null) return message.view();
  if (typeof value === 'boolean') {
    message.byte(BOOL);
    message.byte(value ? 1 : 0);
  } else if (typeof value === 'bigint') encodeInteger(message, value);
  else if (typeof value === 'number') encodeNumber(message, value);
  else if (value instanceof Uint8Array) appendMessage(message, BYTES, value);
  else encodeComposite(message, value);
  return message.view();
}

function encodeNumber(message: EncodeBuffer, value: number): void {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
    encodeInteger(message, BigInt(value));
    return;
  }
  message.byte(DOUBLE);
  message.position = message.bytes.writeDoubleLE(value, message.position);
}

function encodeInteger(message: EncodeBuffer, value: bigint): void {
  message.byte(INT);
  message.varint64(value);
}

function encodeComposite(message: EncodeBuffer, value: readonly AttributeValue[] | AttributeMap): void {
  const inner = new EncodeBuffer(256);
  if (isList(value)) for (const element of value) encodeValueField(inner, FIRST, element);
  else for (const [key, member] of Object.entries(value)) encodeAttributeField(inner, FIRST, key, member);
  appendMessage(message, isList(value) ? ARRAY : MAP, inner.view());
}

/** `Array.isArray` does not narrow a readonly array. */
function isList(value: readonly AttributeValue[] | AttributeMap): value is readonly AttributeValue[] {
  return Array.isArray(value);
}

/** Writes a length-delimited field. */
export function appendMessage(buffer: EncodeBuffer, tag: number, message: Uint8Array): void {
  buffer.reserve(message.length + 6);
  buffer.byte(tag);
  buffer.varint(message.length);
  buffer.append(message);
}
