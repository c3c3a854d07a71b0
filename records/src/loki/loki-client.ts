import { HEADER_LOKI_ENCODING_FLAGS } from '@botscope/conventions';
import type { TimeRange } from '../time-range.ts';
import type { LabelMap, LokiEntry } from './loki-entry.ts';
import type { LokiArea, LokiPath, LokiRequest, LokiTransport } from './loki-transport.ts';
import type { MatrixSeries, VectorSample } from './metric-series.ts';
import {
  narrowMatrix,
  narrowNames,
  narrowSeries,
  narrowStreams,
  narrowVector,
  narrowVolumes,
} from './narrow-answer.ts';

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

/** Queries longer than this travel in a form: proxies on the way refuse URLs of about 8 KiB. */
const MAX_URL_QUERY_LENGTH = 2000;

/** Loki's default for `volume_max_series`; its own default limit of 100 would hide small series. */
const MAX_VOLUME_SERIES = 1000;

const CATEGORIZE_LABELS = { [HEADER_LOKI_ENCODING_FLAGS]: 'categorize-labels' };

/** A client over a transport. It holds no state. */
export function createLokiClient(transport: LokiTransport): LokiClient {
  return {
    queryEntries: async (request) => {
      const direction = request.direction ?? 'backward';
      const params = { ...toRangeParams(request), limit: String(request.limit), direction };
      const answer = await transport(toQueryRange(request, params));
      return mergeByTime(narrowStreams(answer), direction);
    },
    queryMatrix: async (request) =>
      narrowMatrix(
        await transport(toQueryRange(request, { ...toRangeParams(request), step: String(request.stepSeconds) })),
      ),
    queryVector: async (request) =>
      narrowVector(
        await transport(toGet('query', request, { query: request.logql, time: String(request.timeUnixNano) })),
      ),
    labels: async (request) => narrowNames(await transport(toGet('labels', request, toLabelParams(request)))),
    labelValues: async (name, request) =>
      narrowNames(await transport(toGet(`label/${name}/values`, request, toLabelParams(request)))),
    series: async (request) => {
      const { query: selector, ...range } = toLabelParams(request);
      return narrowSeries(await transport(toGet('series', request, { ...range, 'match[]': selector ?? '' })));
    },
    volumeRange: async (request) => {
      const params = {
        ...toRangeParams({ ...request, logql: request.selector }),
        step: String(request.stepSeconds),
        targetLabels: request.byLabel,
        limit: String(MAX_VOLUME_SERIES),
      };
      return narrowVolumes(await transport(toGet('index/volume_range', request, params)));
    },
  };
}

type Addressed = Pick<LogRequest, 'area' | 'signal'>;

function toGet(path: LokiPath, { area, signal }: Addressed, params: Record<string, string>): LokiRequest {
  return { area, path, params, headers: {}, form: false, ...(signal ? { signal } : {}) };
}

function toQueryRange(request: Addressed & { readonly logql: string }, params: Record<string, string>): LokiRequest {
  return {
    ...toGet('query_range', request, params),
    headers: CATEGORIZE_LABELS,
    form: request.logql.length > MAX_URL_QUERY_LENGTH,
  };
}

function toRangeParams(request: TimeRange & { readonly logql: string }): Record<string, string> {
  return { query: request.logql, start: String(request.startUnixNano), end: String(request.endUnixNano) };
}

function toLabelParams({ range, selector }: LabelsRequest): Record<string, string> {
  return {
    ...(range ? { start: String(range.startUnixNano), end: String(range.endUnixNano) } : {}),
    ...(selector === undefined ? {} : { query: selector }),
  };
}

function mergeByTime(entries: readonly LokiEntry[], direction: 'backward' | 'forward'): readonly LokiEntry[] {
  const sign = direction === 'backward' ? -1 : 1;
  return [...entries].sort((a, b) => sign * compareTimes(a.timestampUnixNano, b.timestampUnixNano));
}

function compareTimes(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
