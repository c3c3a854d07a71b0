/** Labels or structured metadata: name as Loki stores it → text. No prototype. */
export type LabelMap = Readonly<Record<string, string>>;

/** One log entry of an answer. */
export interface LokiEntry {
  readonly timestampUnixNano: bigint;
  /** The log body as text. */
  readonly line: string;
  /** Stream labels. Where an answer does not separate them, the structured metadata as well. */
  readonly labels: LabelMap;
  /** Structured metadata. */
  readonly metadata: LabelMap;
}
