import type { CapturePolicyStats } from './capture-policy.ts';

/** What has become of the records of one queue. emitted + recovered = delivered + spooled + quarantined + dropped. */
export interface QueueStats {
  readonly emitted: number;
  /** Found unsent on disk at the start. */
  readonly recovered: number;
  /** Accepted by the Collector. */
  readonly delivered: number;
  /** Waiting, in memory or on disk. */
  readonly spooled: number;
  /** Refused by the Collector for good; kept in files. */
  readonly quarantined: number;
  /** By reason: `quota`, `memory`, `encoding`, `corrupt`, `shutdown`, … */
  readonly dropped: Readonly<Record<string, number>>;
  /** Age of the oldest record that waits; 0 when none does. */
  readonly lagMillis: number;
  /** Last failed request or write, safe to show. */
  readonly lastError?: string;
}

/** Counters of the telemetry itself. */
export interface TelemetryStats {
  readonly records: QueueStats;
  readonly audit: QueueStats;
  readonly spans: { readonly started: number; readonly exported: number; readonly failed: number };
  /** Values that could not be read or written as JSON and were replaced by a placeholder, by reason. */
  readonly unreadable: Readonly<Record<string, number>>;
  /**
   * What one should know about how this telemetry is set up, in sentences: what is not durable, spans that go another way.
   * Each was also told to OTel's diagnostics, once.
   */
  readonly notices: readonly string[];
  readonly capturePolicy: CapturePolicyStats;
  /** Whether checkpoints of the audit chain are signed. */
  readonly checkpoints: boolean;
}
