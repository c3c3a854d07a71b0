import type { StandaloneConfiguration } from './configuration.ts';
import type { Run } from './run.ts';

/** Something that people should know the place of. */
export interface RunningPart {
  readonly what: string;
  /** Its URL or path. */
  readonly where: string;
}

/** Where records and spans go and where they are read: a store of our own, or a Collector with Loki and Tempo. */
export interface Storage {
  readonly urls: {
    /** Takes OTLP/HTTP of bots. */
    readonly otlp: string;
    /** Loki's query API. */
    readonly loki: string;
    /** Tempo's query API. */
    readonly tempo: string;
  };
  /** What else of it people should know the place of. */
  readonly alsoRuns?: readonly RunningPart[];
  /** Hands the records on that the sidecar needs, from now on; bots send only once this has resolved. */
  forwardTo(sidecarUrl: string): Promise<void>;
}

/**
 * Starts a storage in the data directory of a configuration, which it holds against others first of all.
 * @throws Error with the reason in words.
 */
export type StartStorage = (configuration: StandaloneConfiguration, run: Run) => Promise<Storage>;
