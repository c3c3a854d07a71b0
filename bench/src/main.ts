import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPrograms, readBenchArguments } from './bench-arguments.ts';
import type { BackendBenchOptions } from './bench-options.ts';
import { renderPage, toColumns } from './render-page.ts';
import type { BenchResult } from './result.ts';
import { measureBundleSize } from './rows/bundle-size.ts';
import { measureIngest } from './rows/ingest.ts';
import { measureIntakes } from './rows/intake.ts';
import { measureLive } from './rows/live.ts';
import { measureOffCost } from './rows/off-cost.ts';
import { measurePageQueries } from './rows/page-queries.ts';
import { measureStepCost } from './rows/step-cost.ts';

type Results = BenchResult[] | Promise<BenchResult[]>;

/** Rows of the targets → how they are measured. One function may measure several. */
const MEASUREMENTS: readonly { readonly rows: readonly string[]; readonly measure: () => Results }[] = [
  { rows: ['S1'], measure: measureOffCost },
  { rows: ['S2', 'S3'], measure: measureStepCost },
  { rows: ['I1'], measure: measureIngest },
  { rows: ['L1', 'M1'], measure: measureLive },
  { rows: ['W1'], measure: measureBundleSize },
];
/** Those that need a real Loki and a real Collector. */
const BACKEND_MEASUREMENTS: readonly {
  readonly rows: readonly string[];
  readonly measure: (options: BackendBenchOptions) => Results;
}[] = [
  { rows: ['Q3'], measure: measurePageQueries },
  { rows: ['P1', 'P2', 'B1', 'U1'], measure: measureIntakes },
];
const page = fileURLToPath(new URL('../../docs/reference/benchmarks.md', import.meta.url));

const benchArguments = readBenchArguments(process.argv.slice(2));
const isWanted = ({ rows }: { readonly rows: readonly string[] }): boolean =>
  benchArguments.rows.length === 0 || rows.some((row) => benchArguments.rows.includes(row));
const results: BenchResult[] = [];
const leftOut: string[] = [];

function keep(measured: readonly BenchResult[]): void {
  for (const result of measured) {
    results.push(result);
    console.log(toColumns(result).filter(Boolean).join(' · '));
  }
}

for (const { measure } of MEASUREMENTS.filter(isWanted)) keep(await measure());
const withBackends = BACKEND_MEASUREMENTS.filter(isWanted);
const programs = withBackends.length === 0 ? { missing: '' } : await findPrograms(benchArguments);
for (const { rows, measure } of withBackends) {
  if ('missing' in programs) {
    leftOut.push(`${rows.join(', ')}: ${programs.missing}`);
    console.log(`not measured: ${rows.join(', ')}: ${programs.missing}`);
  } else keep(await measure({ ...benchArguments, backends: programs }));
}
if (benchArguments.write) {
  mkdirSync(dirname(page), { recursive: true });
  writeFileSync(page, renderPage(results, leftOut));
}
