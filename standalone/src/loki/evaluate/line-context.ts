import type { LabelMap, StoredRecord } from '../../store/record-reader.ts';

/** Labels of a map without entries. */
export const NO_LABELS: LabelMap = Object.freeze(Object.create(null) as Record<string, string>);

/** A record that has nothing. */
export const NO_RECORD: StoredRecord = { timestampUnixNano: 0n, labels: NO_LABELS, metadata: NO_LABELS, line: '' };

/** Name under which a failed conversion or parse is visible to text filters. */
export const ERROR_LABEL = '__error__';
/** Name of the explanation beside {@link ERROR_LABEL}. */
export const ERROR_DETAILS_LABEL = '__error_details__';

/** The record on its way through a pipeline. One object serves all records of a query. */
export class LineContext {
  /** Index labels. */
  labels: LabelMap = NO_LABELS;
  /** Labels that stages extracted. */
  parsed: LabelMap = NO_LABELS;
  /** Empty = no error. */
  error = '';
  errorDetails = '';
  /** Unwrapped sample; undefined when the record has none. */
  sample: number | undefined = undefined;
  #record = NO_RECORD;
  #changedMetadata: LabelMap | undefined;

  /** Read from the record when first asked for, as {@link metadata} are. */
  get line(): string {
    return this.#record.line;
  }

  /** Read from the record when first asked for: most lines that a filter drops never need it. */
  get metadata(): LabelMap {
    return this.#changedMetadata ?? this.#record.metadata;
  }

  set metadata(metadata: LabelMap) {
    this.#changedMetadata = metadata;
  }

  /** Starts with a record as stored. */
  load(record: StoredRecord): void {
    this.labels = record.labels;
    this.#record = record;
    this.#changedMetadata = undefined;
    this.parsed = NO_LABELS;
    this.error = '';
    this.errorDetails = '';
    this.sample = undefined;
  }

  /** Value of a label of any origin; undefined when absent. Extracted labels hide metadata of the same name. */
  get(name: string): string | undefined {
    if (name === ERROR_LABEL) return this.error === '' ? undefined : this.error;
    if (name === ERROR_DETAILS_LABEL) return this.errorDetails === '' ? undefined : this.errorDetails;
    return this.labels[name] ?? this.parsed[name] ?? this.metadata[name];
  }

  /** Marks the record, unless it carries an error already. */
  fail(error: string, details: string): void {
    if (this.error !== '') return;
    this.error = error;
    this.errorDetails = details;
  }
}
