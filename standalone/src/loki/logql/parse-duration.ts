const GO_UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};
const ALL_UNITS: Readonly<Record<string, number>> = { ...GO_UNITS, d: 86_400e9, w: 604_800e9, y: 31_536_000e9 };

/** Nanoseconds of a duration in a query or parameter: Go's form or with days, weeks and years of 365 days (`1d12h`). Undefined when it is none. */
export function parseDurationNanos(text: string): number | undefined {
  return sumOfParts(text, ALL_UNITS);
}

/** Nanoseconds of a duration as Go's `time.ParseDuration` reads it (`300ms`, `-1.5h`, `2h45m`, `0`). Undefined when it is none. */
export function parseGoDurationNanos(text: string): number | undefined {
  return sumOfParts(text, GO_UNITS);
}

function sumOfParts(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const [, sign, parts] = /^([+-]?)(.+)$/.exec(text) ?? [];
  if (parts === undefined) return undefined;
  if (parts === '0') return 0;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)[a-zµμ]+)+$/.test(parts)) return undefined;
  let nanos = 0;
  for (const [, amount, unit] of parts.matchAll(/([\d.]+)([a-zµμ]+)/g)) {
    const factor = Object.hasOwn(units, unit ?? '') ? units[unit ?? ''] : undefined;
    if (factor === undefined) return undefined;
    nanos += Number(amount) * factor;
  }
  return sign === '-' ? -nanos : nanos;
}
