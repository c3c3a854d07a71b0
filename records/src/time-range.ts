/** A range of record time. Nanoseconds since the epoch, as Loki compares them. */
export interface TimeRange {
  /** Inclusive. */
  readonly startUnixNano: bigint;
  /** Exclusive. */
  readonly endUnixNano: bigint;
}

const NANOS_PER_MILLI = 1_000_000n;

/** Milliseconds since the epoch → nanoseconds; fractions of a millisecond are dropped. */
export function toUnixNano(unixMillis: number): bigint {
  return BigInt(Math.trunc(unixMillis)) * NANOS_PER_MILLI;
}

/** Nanoseconds since the epoch → whole milliseconds, rounded down. */
export function toUnixMillis(unixNano: bigint): number {
  return Number(unixNano / NANOS_PER_MILLI);
}

/** The part of a range inside optional bounds; empty (start = end) where they do not overlap. */
export function clipTimeRange(range: TimeRange, bounds: Partial<TimeRange>): TimeRange {
  const startUnixNano = later(range.startUnixNano, bounds.startUnixNano);
  const endUnixNano = earlier(range.endUnixNano, bounds.endUnixNano);
  return { startUnixNano, endUnixNano: endUnixNano < startUnixNano ? startUnixNano : endUnixNano };
}

function later(time: bigint, bound: bigint | undefined): bigint {
  return bound !== undefined && bound > time ? bound : time;
}

function earlier(time: bigint, bound: bigint | undefined): bigint {
  return bound !== undefined && bound < time ? bound : time;
}
