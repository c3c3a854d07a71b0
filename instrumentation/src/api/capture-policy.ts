import type { CaptureRule } from '@botscope/conventions';

/** Which content is recorded. Without rules: that of what failed in production, all of it elsewhere. */
export interface CapturePolicyOptions {
  /**
   * Rules of the program. Those of the sidecar come after them in one list, so that of equally specific rules the
   * sidecar's wins, and a more specific one wherever it is from.
   */
  readonly rules?: readonly CaptureRule[];
}

/** Which content is recorded, where the sidecar can be asked. */
export interface PolledCapturePolicyOptions extends CapturePolicyOptions {
  /** Base address of the sidecar, asked for further rules; `BOTSCOPE_SIDECAR_URL`. False: nobody is asked. */
  readonly sidecarUrl?: string | false;
  /** Longest time from one question to the next; 25,000 by default, 1,000 to 3,600,000. */
  readonly pollIntervalMillis?: number;
}

/** What a telemetry knows of its capture policy. */
export interface CapturePolicyStats {
  /** Version of the sidecar's policy that holds; absent: none is known. */
  readonly version?: number;
  /** Rules that can concern this process, from program and sidecar. */
  readonly rules: number;
  /** Log actions that were below the minimum level. */
  readonly belowMinLevel: number;
  /** How often there was no policy to be had, by reason: `unreachable`, `timeout`, `status`, `malformed`, `file`, `write`. */
  readonly failed: Readonly<Record<string, number>>;
  /** Why the last attempt failed, safe to show; absent after one that did not. */
  readonly lastError?: string;
}
