import { detectType, type FieldType } from './detect-type.ts';

/** How a field was found in a line. */
export type FieldParser = 'json' | 'logfmt';

/** A field of records, as `detected_fields` tells it. */
export interface DetectedField {
  readonly label: string;
  /** By the first value seen. */
  readonly type: FieldType;
  /** Distinct values. */
  readonly cardinality: number;
  /** Absent parsers = it is metadata only. */
  readonly parsers: readonly FieldParser[] | null;
  /** Members that lead to it in a JSON line. */
  readonly jsonPath?: readonly string[];
}

interface Tally {
  readonly type: FieldType;
  readonly values: Set<string>;
  readonly parsers: Set<FieldParser>;
  jsonPath: readonly string[] | undefined;
}

/** Gathers what fields some records have. */
export class FieldTally {
  readonly #fields = new Map<string, Tally>();

  /** Notes a value; without `parser` it comes from metadata. */
  add(name: string, text: string, parser?: FieldParser, jsonPath?: readonly string[]): void {
    let field = this.#fields.get(name);
    if (field === undefined) {
      field = { type: detectType(text), values: new Set(), parsers: new Set(), jsonPath: undefined };
      this.#fields.set(name, field);
    }
    field.values.add(text);
    if (parser !== undefined) field.parsers.add(parser);
    field.jsonPath ??= jsonPath;
  }

  /** The fields in the order of their names. */
  fields(): readonly DetectedField[] {
    return [...this.#fields]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([label, { type, values, parsers, jsonPath }]) => ({
        label,
        type,
        cardinality: values.size,
        parsers: parsers.size === 0 ? null : [...parsers].sort(),
        ...(jsonPath === undefined ? {} : { jsonPath }),
      }));
  }

  /** Values of a field, in the order in which they were seen; empty when there is no such field. */
  values(name: string): readonly string[] {
    return [...(this.#fields.get(name)?.values ?? [])];
  }
}
