import { encodeLogRecordFields, type AttributeColumns } from '@botscope/otlp';
import { cutText } from './cut-text.ts';
import { scanAttribute, type ScanText } from './scan-value.ts';

/** Longest value of an attribute, in UTF-8. */
const LONGEST_VALUE_BYTES = 1_024;

/** Value of an attribute that we emit; a list only where a semantic convention demands one. */
export type PlainAttribute = string | number | boolean | string[];

/** Attributes in the order in which they were added. */
export class AttributeList implements AttributeColumns {
  readonly keys: string[] = [];
  readonly values: PlainAttribute[] = [];
  private bytes: Uint8Array | undefined;

  /**
   * Adds an attribute; nothing for undefined and for an empty text. What an application gives in spite of its type becomes
   * a text: one value that OTLP cannot carry would have a Collector refuse those sent with it.
   */
  add(key: string, value: PlainAttribute | undefined): this {
    if (value === undefined || value === '') return this;
    const plain = typeof value === 'string' ? value : toPlainAttribute(value);
    this.keys.push(key);
    this.values.push(typeof plain === 'string' ? cutText(plain, LONGEST_VALUE_BYTES) : plain);
    return this;
  }

  /** Adds a list of texts; nothing for undefined and for an empty one. */
  addTexts(key: string, texts: readonly string[] | undefined): this {
    if (texts === undefined || texts.length === 0) return this;
    this.keys.push(key);
    this.values.push(texts.map((text) => cutText(toText(text), Math.floor(LONGEST_VALUE_BYTES / texts.length))));
    return this;
  }

  /** Adds all of another list. */
  addAll(list: AttributeList): this {
    for (let i = 0; i < list.values.length; i++) {
      this.keys.push(list.keys[i] as string);
      this.values.push(list.values[i] as PlainAttribute);
    }
    return this;
  }

  get length(): number {
    return this.values.length;
  }

  /** Value of an attribute. */
  get(key: string): PlainAttribute | undefined {
    const place = this.keys.lastIndexOf(key);
    return place === -1 ? undefined : this.values[place];
  }

  /** As an object; of equal names the last counts. */
  toObject(): Record<string, PlainAttribute> {
    return Object.fromEntries(this.keys.map((key, i) => [key, this.values[i] as PlainAttribute]));
  }

  /** Keeps no more than the first so many. */
  limit(count: number): void {
    if (this.values.length > count) this.keys.length = this.values.length = Math.max(0, count);
  }

  /** Replaces what `scan` replaces. */
  scan(scan: ScanText): void {
    const { keys, values } = this;
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as PlainAttribute;
      const scanned = scanAttribute(keys[i] as string, value, scan);
      if (scanned !== value) values[i] = scanned;
    }
  }

  /** As protobuf, scanned, made once: for a list that many records carry and that is not added to any more. */
  encode(scan: ScanText): Uint8Array {
    if (this.bytes === undefined) {
      this.scan(scan);
      this.bytes = encodeLogRecordFields({ attributes: this });
    }
    return this.bytes;
  }
}

/** Whole numbers beyond the safe ones are no integers of OTLP, and what is not finite is no JSON. */
function toPlainAttribute(value: unknown): PlainAttribute {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
  return toText(value);
}

function toText(value: unknown): string {
  try {
    return String(value);
  } catch {
    return '[unreadable]';
  }
}
