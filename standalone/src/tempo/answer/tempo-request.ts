/** What can be asked of the Tempo API. */
export type TempoEndpoint =
  'trace_v1' | 'trace_v2' | 'search' | 'tags_v1' | 'tags_v2' | 'tag_values_v1' | 'tag_values_v2';

/** A request as the evaluating thread gets it; may be cloned between threads. */
export interface TempoRequest {
  readonly endpoint: TempoEndpoint;
  /** `X-Scope-OrgID`; spans belong to tenant `bots`, any other has none. */
  readonly tenant: string;
  /** Trace id or name of the tag, from the path. */
  readonly target: string;
  /** Of the answer; errors are text in either case. */
  readonly format: 'json' | 'protobuf';
  readonly parameters: readonly (readonly [name: string, value: string])[];
  readonly nowUnixNano: bigint;
}

/** A request that cannot be answered; status and text go to the client. */
export class TempoError extends Error {
  override readonly name = 'TempoError';
  readonly status: number;

  constructor(status: number, text: string) {
    super(text);
    this.status = status;
  }
}

/** First value of a parameter; undefined when it is absent or empty. */
export function readParameter(request: TempoRequest, name: string): string | undefined {
  const value = request.parameters.find(([key]) => key === name)?.[1];
  return value === '' ? undefined : value;
}

const NANOS_PER_SECOND = 1_000_000_000n;
/** Longest range of a search, as configured for Tempo; it is also the default. */
const MAX_RANGE_SECONDS = 744n * 3600n;

/** `start` and `end` of a request, in seconds since 1970. @throws TempoError */
export function readRange(request: TempoRequest): { readonly startUnixNano: bigint; readonly endUnixNano: bigint } {
  const end = readSeconds(request, 'end') ?? request.nowUnixNano / NANOS_PER_SECOND + 1n;
  const start = readSeconds(request, 'start') ?? end - MAX_RANGE_SECONDS;
  if (start >= end) throw new TempoError(400, `start must be before end. received start=${start} end=${end}`);
  if (end - start > MAX_RANGE_SECONDS) {
    throw new TempoError(400, `range specified by start and end exceeds 744h0m0s. received start=${start} end=${end}`);
  }
  return { startUnixNano: start * NANOS_PER_SECOND, endUnixNano: end * NANOS_PER_SECOND };
}

/** A whole number of 1 or more. @throws TempoError */
export function readCount(request: TempoRequest, name: string, byDefault: number): number {
  const text = readParameter(request, name) ?? String(byDefault);
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0) {
    throw new TempoError(400, `invalid ${name}: "${text}" is no whole number of 1 or more`);
  }
  return Number(text);
}

function readSeconds(request: TempoRequest, name: string): bigint | undefined {
  const text = readParameter(request, name);
  if (text === undefined) return undefined;
  if (!/^\d{1,12}$/.test(text))
    throw new TempoError(400, `invalid ${name}: "${text}" is no number of seconds since 1970`);
  return BigInt(text);
}
