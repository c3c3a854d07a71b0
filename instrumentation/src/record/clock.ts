/** Nanoseconds since the epoch, larger at every call but where the system's clock goes back a long way. */
export type Clock = () => bigint;

const NANOS_PER_MILLI = 1_000_000n;

/** A system clock that goes back further was wrong before: storages refuse records from the future. */
const LONGEST_BORROWED_NANOS = 300_000_000_000n;

/**
 * A clock that follows the system's milliseconds and counts nanoseconds within one, so that order survives, also where the
 * system's clock goes back by up to five minutes.
 */
export function createClock(nowMillis: () => number = Date.now): Clock {
  let last = 0n;
  return () => {
    const now = BigInt(nowMillis()) * NANOS_PER_MILLI;
    last = now > last || last - now > LONGEST_BORROWED_NANOS ? now : last + 1n;
    return last;
  };
}
