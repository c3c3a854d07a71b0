import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findPrograms, readBenchArguments, STORE_ROWS } from './bench-arguments.ts';
import { PAGE_QUERY_RECORDS, type BackendBenchOptions } from './bench-options.ts';
import { renderPage, toColumns } from './render-page.ts';
import type { BenchResult } from './result.ts';
import { measureAuditCost } from './rows/audit-cost.ts';
import { measureBundleSize } from './rows/bundle-size.ts';
import { measureCallCost } from './rows/call-cost.ts';
import { measureCapturePropagation } from './rows/capture-propagation.ts';
import { measureIngest } from './rows/ingest.ts';
import { measureIntakes } from './rows/intake.ts';
import { measureLive } from './rows/live.ts';
import { measureOffCost } from './rows/off-cost.ts';
import { measureOutageMemory } from './rows/outage-memory.ts';
import { measurePageQueries } from './rows/page-queries.ts';
import { measurePageSpeed } from './rows/page-speed.ts';
import { measureRedactionCost } from './rows/redaction-cost.ts';
import { measureStepCost } from './rows/step-cost.ts';
import { measureStepGarbage } from './rows/step-garbage.ts';
import { measureStepTail } from './rows/step-tail.ts';
import { measureStore } from './rows/store.ts';

type Results = BenchResult[] | Promise<BenchResult[]>;

/** Rows of the targets → how they are measured. One function may measure several. */
const MEASUREMENTS: readonly { readonly rows: readonly string[]; readonly measure: () => Results }[] = [
  { rows: ['S1'], measure: measureOffCost },
  { rows: ['S2', 'S3'], measure: measureStepCost },
  { rows: ['S4'], measure: measureStepTail },
  { rows: ['S5'], measure: measureRedactionCost },
  { rows: ['S6'], measure: measureStepGarbage },
  { rows: ['R4'], measure: () => measureOutageMemory(benchArguments) },
  { rows: ['A2'], measure: measureAuditCost },
  { rows: ['C1'], measure: measureCallCost },
  { rows: ['I1'], measure: measureIngest },
  { rows: ['L1', 'M1'], measure: measureLive },
  { rows: ['C2'], measure: measureCapturePropagation },
  { rows: ['W1'], measure: measureBundleSize },
  { rows: ['W2'], measure: measurePageSpeed },
];
/** Those that need a real Loki and a real Collector. */
const BACKEND_MEASUREMENTS: readonly {
  readonly rows: readonly string[];
  readonly measure: (options: BackendBenchOptions) => Results;
}[] = [
  { rows: ['Q3'], measure: measurePageQueries },
  { rows: ['P1', 'P2', 'B1', 'U1'], measure: measureIntakes },
];
const toPage = (name: string): string => fileURLToPath(new URL(`../../docs/reference/${name}.md`, import.meta.url));

const args = process.argv.slice(2);
const benchArguments = readBenchArguments(args);
const isWanted = ({ rows }: { readonly rows: readonly string[] }): boolean =>
  benchArguments.rows.length === 0 || rows.some((row) => benchArguments.rows.includes(row));

function tell(measured: readonly BenchResult[]): readonly BenchResult[] {
  for (const result of measured) console.log(toColumns(result).filter(Boolean).join(' · '));
  return measured;
}

/** A page is made anew when all its rows were measured; another stays as it is. */
function write(name: string, results: readonly BenchResult[], isComplete: boolean): void {
  if (benchArguments.write && isComplete) writeFileSync(toPage(name), renderPage(results, args));
}

async function measureAlone(): Promise<void> {
  const results: BenchResult[] = [];
  for (const { measure } of MEASUREMENTS.filter(isWanted)) results.push(...tell(await measure()));
  write('benchmarks', results, MEASUREMENTS.every(isWanted));
}

async function measureWithBackends(): Promise<void> {
  const wanted = BACKEND_MEASUREMENTS.filter(isWanted);
  if (wanted.length === 0) return;
  const backends = await findPrograms(benchArguments);
  if ('missing' in backends) {
    console.log(`not measured: ${wanted.flatMap(({ rows }) => rows).join(', ')}: ${backends.missing}`);
    return;
  }
  const results: BenchResult[] = [];
  const { table, records = PAGE_QUERY_RECORDS } = benchArguments;
  for (const { measure } of wanted) results.push(...tell(await measure({ table, records, backends })));
  write('benchmarks-backends', results, BACKEND_MEASUREMENTS.every(isWanted));
}

async function measureStoreRows(): Promise<void> {
  const wanted = STORE_ROWS.filter((row) => benchArguments.rows.includes(row));
  if (wanted.length > 0) {
    const results = await measureStore(benchArguments, wanted, tell);
    write('benchmarks-store', results, wanted.length === STORE_ROWS.length);
  } else if (benchArguments.rows.length === 0) {
    console.log(`not measured: ${STORE_ROWS.join(', ')}: name them (many minutes, 20 GB of disk)`);
  }
}

await measureAlone();
await measureStoreRows();
await measureWithBackends();
