import type { TimeRange } from '../time-range.ts';
import type { LokiArea, LokiTransport } from './loki-transport.ts';

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

/** One time series of a metric query. */
export interface MatrixSeries {
  readonly labels: LabelMap;
  /** Oldest first. */
  readonly points: readonly { readonly unixMillis: number; readonly value: number }[];
}

/** One value of an instant metric query. */
export interface VectorSample {
  readonly labels: LabelMap;
  readonly unixMillis: number;
  readonly value: number;
}

/** A log query over a range. */
export interface LogRequest extends TimeRange {
  readonly area: LokiArea;
  readonly logql: string;
  /** At most {@link MAX_ENTRIES}. */
  readonly limit: number;
  /** Default `backward`: newest first. */
  readonly direction?: 'backward' | 'forward';
  readonly signal?: AbortSignal;
}

/** A metric query over a range, one value per step. */
export interface MatrixRequest extends TimeRange {
  readonly area: LokiArea;
  readonly logql: string;
  readonly stepSeconds: number;
  readonly signal?: AbortSignal;
}

/** A metric query at one moment. */
export interface VectorRequest {
  readonly area: LokiArea;
  readonly logql: string;
  readonly timeUnixNano: bigint;
  readonly signal?: AbortSignal;
}

/** Asks which labels, values or streams exist; without a range Loki's own default (the last hours). */
export interface LabelsRequest {
  readonly area: LokiArea;
  readonly range?: TimeRange;
  /** Only streams that this selector matches. */
  readonly selector?: string;
  readonly signal?: AbortSignal;
}

/** Asks how many bytes a selector has per step. */
export interface VolumeRequest extends TimeRange {
  readonly area: LokiArea;
  readonly selector: string;
  readonly stepSeconds: number;
  /** Label that the volumes are summed by. */
  readonly byLabel: string;
  readonly signal?: AbortSignal;
}

/**
 * Reads records from Loki or the standalone store. Every method rejects with {@link LokiAnswerError} for an answer
 * that is not what Loki documents, and with the transport's own error for a failed request.
 */
export interface LokiClient {
  /** Entries of a log query, merged over streams, newest first (oldest first when `forward`). */
  queryEntries(request: LogRequest): Promise<readonly LokiEntry[]>;
  queryMatrix(request: MatrixRequest): Promise<readonly MatrixSeries[]>;
  queryVector(request: VectorRequest): Promise<readonly VectorSample[]>;
  /** Names of index labels, sorted. */
  labels(request: LabelsRequest): Promise<readonly string[]>;
  /** Values of one index label, sorted. */
  labelValues(name: string, request: LabelsRequest): Promise<readonly string[]>;
  /** Distinct label sets of the streams that a selector matches. */
  series(request: LabelsRequest & { readonly selector: string }): Promise<readonly LabelMap[]>;
  volumeRange(request: VolumeRequest): Promise<readonly MatrixSeries[]>;
}

/** Most entries that Loki gives for one query (`max_entries_limit_per_query`). */
export const MAX_ENTRIES = 5000;

/** A client over a transport. It holds no state. */
export function createLokiClient(_transport: LokiTransport): LokiClient {
  throw new Error('not built yet');
}
