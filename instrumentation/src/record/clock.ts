/** Nanoseconds since the epoch, larger at every call. */
export type Clock = () => bigint;

const NANOS_PER_MILLI = 1_000_000n;

/** A clock that follows the system's milliseconds and counts nanoseconds within one, so that order survives. */
export function createClock(nowMillis: () => number = Date.now): Clock {
  let last = 0n;
  return () => {
    const now = BigInt(nowMillis()) * NANOS_PER_MILLI;
    last = now > last ? now : last + 1n;
    return last;
  };
}
