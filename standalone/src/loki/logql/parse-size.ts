const POWERS: Readonly<Record<string, number>> = { '': 0, k: 1, m: 2, g: 3, t: 4, p: 5, e: 6 };

/** Bytes of a size such as `42MB` (powers of 1000), `1.5KiB` (powers of 1024), `20B` or `20`. Undefined when it is none. */
export function parseSizeBytes(text: string): number | undefined {
  const [, amount, prefix, binary] = /^(\d[\d,]*(?:\.\d*)?|\.\d+) *([kmgtpe]?)(i?)b?$/i.exec(text) ?? [];
  if (amount === undefined || (binary !== '' && prefix === '')) return undefined;
  const power = POWERS[(prefix ?? '').toLowerCase()] ?? 0;
  return Math.trunc(Number(amount.replaceAll(',', '')) * (binary === '' ? 1000 : 1024) ** power);
}
