const FIRST_MILLIS = 1_000;
const LONGEST_MILLIS = 60_000;

/** Waiting time before attempt n + 1 after n failures: 1 s, 2 s, 4 s … 60 s, or what the server asked for. */
export function toBackOffMillis(failures: number, retryAfterMillis: number | undefined): number {
  return retryAfterMillis ?? Math.min(LONGEST_MILLIS, FIRST_MILLIS * 2 ** Math.min(failures - 1, 10));
}

/** Milliseconds that a `Retry-After` header asks for, at most an hour; undefined when it says nothing usable. */
export function parseRetryAfter(header: string | undefined, nowMillis: number): number | undefined {
  if (header === undefined || header.trim() === '') return undefined;
  const seconds = Number(header);
  const millis = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - nowMillis;
  return millis >= 0 ? Math.min(millis, 3_600_000) : undefined;
}
