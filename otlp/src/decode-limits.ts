import { OtlpDecodeError } from './otlp-decode-error.ts';

/** What a request may hold. Small bodies can ask for a lot of memory: an empty record takes two bytes. */
export interface DecodeLimits {
  /** Log records or spans of a request; groups count as well. */
  readonly maxRecords: number;
  /** Attributes of one resource, scope, record, event, link or map. */
  readonly maxAttributes: number;
  /** Values of a request, nested ones included; texts, events and links count as well. */
  readonly maxValues: number;
}

/** Limits that every real exporter stays under by far. */
export const DEFAULT_DECODE_LIMITS: DecodeLimits = { maxRecords: 150_000, maxAttributes: 10_000, maxValues: 4_000_000 };

/** Messages may be nested this deep (a value in a list counts two, in a map three), as protobufjs has it. */
export const MAX_MESSAGE_DEPTH = 100;

/** Counts what one request holds against the limits. */
export class DecodeBudget {
  readonly #limits: DecodeLimits;
  #records = 0;
  #values = 0;

  constructor(limits: DecodeLimits) {
    this.#limits = limits;
  }

  /** Counts one log record, span or group. */
  takeRecord(): void {
    this.#records += 1;
    if (this.#records > this.#limits.maxRecords)
      throw tooLarge(`${this.#limits.maxRecords} records and groups in one request`);
  }

  /** Counts one value, text, event or link. */
  takeValue(): void {
    this.#values += 1;
    if (this.#values > this.#limits.maxValues) throw tooLarge(`${this.#limits.maxValues} values in one request`);
  }

  /** Checks how many entries a map has. */
  checkAttributes(count: number): void {
    if (count > this.#limits.maxAttributes) throw tooLarge(`${this.#limits.maxAttributes} attributes in one place`);
  }
}

/** Refuses values that are nested too deeply. */
export function checkDepth(depth: number): void {
  if (depth > MAX_MESSAGE_DEPTH) {
    throw new OtlpDecodeError('values are nested too deeply (at most 48 lists or 32 maps in one another)');
  }
}

function tooLarge(what: string): OtlpDecodeError {
  return new OtlpDecodeError(`more than ${what}; send smaller requests`, { reason: 'too-large' });
}
