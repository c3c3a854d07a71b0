/** One way from a bot's OTLP request to stored records, with everything that works for it. */
export interface Intake {
  /** Base address that bots send to. */
  readonly otlpUrl: string;
  /** Base address of the Loki API that has the records. */
  readonly lokiUrl: string;
  /** From the start of the first process until all take requests. */
  readonly startMillis: number;
  /** Names and ids of its processes. */
  readonly processes: Readonly<Record<string, number>>;
  /** Ends it after everything is in its files, and tells how many bytes these have. It cannot be used any more. */
  finish(): Promise<number>;
}
