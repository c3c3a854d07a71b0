import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { BenchResult } from '../result.ts';

const dist = fileURLToPath(new URL('../../../plugin/dist/', import.meta.url));

/** W1: sizes of the built plugin, gzip level 9. */
export function measureBundleSize(): BenchResult[] {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  const sizes = new Map(
    files.map((file) => [file, gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1000]),
  );
  const module = sizes.get('module.js') ?? Number.NaN;
  const largest = Math.max(...sizes.values());
  const whole = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const toResult = (what: string, size: number, limit: number): BenchResult => ({
    row: 'W1',
    what,
    ours: `${size.toFixed(1)} kB gzip`,
    target: `≤ ${limit} kB`,
    met: size <= limit,
  });
  return [
    toResult('module.js', module, 30),
    toResult('largest chunk', largest, 175),
    toResult('whole app', whole, 260),
  ];
}
