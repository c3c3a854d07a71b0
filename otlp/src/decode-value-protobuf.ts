import {
  createAttributeMap,
  type AttributeMap,
  type AttributeValue,
  type MutableAttributeMap,
} from './attribute-value.ts';
import { checkDepth } from './decode-limits.ts';
import type { ProtobufSource } from './protobuf-source.ts';

/** A field's number and wire type as they stand in the bytes: 0 varint, 1 eight bytes, 2 length-delimited, 5 four bytes. */
const STRING = (1 << 3) | 2;
const BOOL = 2 << 3;
const INT = 3 << 3;
const DOUBLE = (4 << 3) | 1;
const ARRAY = (5 << 3) | 2;
const MAP = (6 << 3) | 2;
const BYTES = (7 << 3) | 2;
const KEY = (1 << 3) | 2;
const VALUE = (2 << 3) | 2;
const VALUES = (1 << 3) | 2;

/** An `AnyValue` message that stands at `depth` (the request itself is 0). */
export function readValue(source: ProtobufSource, depth: number): AttributeValue {
  checkDepth(depth);
  source.budget.takeValue();
  const outer = source.enter();
  let value: AttributeValue = null;
  while (source.pos < source.len) {
    const tag = source.tag();
    if (tag === STRING) value = source.text();
    else if (tag === INT) value = source.integer();
    else if (tag === BOOL) value = source.bool();
    else if (tag === DOUBLE) value = source.double();
    else if (tag === ARRAY) value = readArray(source, depth + 1);
    else if (tag === MAP) value = readMap(source, depth + 1);
    else if (tag === BYTES) value = source.copyBytes();
    else source.skipField(tag, depth);
  }
  source.leave(outer);
  return value;
}

function readArray(source: ProtobufSource, depth: number): readonly AttributeValue[] {
  checkDepth(depth);
  const outer = source.enter();
  const values: AttributeValue[] = [];
  while (source.pos < source.len) {
    const tag = source.tag();
    if (tag === VALUES) values.push(readValue(source, depth + 1));
    else source.skipField(tag, depth);
  }
  source.leave(outer);
  return values;
}

function readMap(source: ProtobufSource, depth: number): AttributeMap {
  checkDepth(depth);
  const outer = source.enter();
  const map = new AttributeCollector(source);
  while (source.pos < source.len) {
    const tag = source.tag();
    if (tag === VALUES) map.read(depth + 1);
    else source.skipField(tag, depth);
  }
  source.leave(outer);
  return map.attributes;
}

/** Collects the `KeyValue` messages of one place. A key sent twice keeps its last value. */
export class AttributeCollector {
  readonly attributes: MutableAttributeMap = createAttributeMap();
  readonly #source: ProtobufSource;
  #count = 0;

  constructor(source: ProtobufSource) {
    this.#source = source;
  }

  /** Reads one `KeyValue` message that stands at `depth`. */
  read(depth: number): void {
    checkDepth(depth);
    this.#count += 1;
    const source = this.#source;
    source.budget.checkAttributes(this.#count);
    const outer = source.enter();
    let key = '';
    let value: AttributeValue = null;
    while (source.pos < source.len) {
      const tag = source.tag();
      if (tag === KEY) key = source.key();
      else if (tag === VALUE) value = readValue(source, depth + 1);
      else source.skipField(tag, depth);
    }
    source.leave(outer);
    this.attributes[key] = value;
  }
}
