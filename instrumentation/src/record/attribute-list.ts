import { encodeAttributes, type AttributeColumns, type AttributeValue } from '@botscope/otlp';
import { cutText } from './cut-text.ts';

/** Longest value of an attribute, in UTF-8. */
const LONGEST_VALUE_BYTES = 1_024;

/** Attributes in the order in which they were added. */
export class AttributeList implements AttributeColumns {
  readonly keys: string[] = [];
  readonly values: AttributeValue[] = [];
  private bytes: Uint8Array | undefined;

  /** Adds an attribute; nothing for undefined and for an empty text. */
  add(key: string, value: string | number | boolean | undefined): this {
    if (value === undefined || value === '') return this;
    this.keys.push(key);
    this.values.push(typeof value === 'string' ? cutText(value, LONGEST_VALUE_BYTES) : value);
    return this;
  }

  /** Adds all of another list. */
  addAll(list: AttributeColumns): this {
    for (let i = 0; i < list.values.length; i++) {
      this.keys.push(list.keys[i] as string);
      this.values.push(list.values[i] as AttributeValue);
    }
    return this;
  }

  /** As protobuf, made once: for a list that many records carry and that is not added to any more. */
  get encoded(): Uint8Array {
    this.bytes ??= encodeAttributes(this);
    return this.bytes;
  }
}
