import type { RecordEvidence } from './evidence/evidence.ts';

/** What a sidecar takes from outside. */
export interface SidecarOptions {
  /** Milliseconds since the epoch; default the system's clock. */
  readonly clock: () => number;
  /** Makes records of changes and alerts. */
  readonly recordEvidence: RecordEvidence;
  /** Gets a line for each thing that failed on our side; default nowhere. */
  readonly log: (line: string) => void;
  /** How often windows that end and mails to be tried again are looked for; default every second. */
  readonly tickMillis: number;
  /** Most requests of one address in ten seconds; default 2,000. */
  readonly requestsPerTenSeconds: number;
}
