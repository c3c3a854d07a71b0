import type { FaultResult } from './fault-result.ts';

/** A row's programme. */
export interface Programme {
  readonly row: string;
  readonly run: () => Promise<FaultResult>;
}

/** How many failures of a row are printed. */
const PRINTED_FAILURES = 20;

/** What a command line asks for: the profile, and the rows wanted (all when none is named). */
export function readArguments(args: readonly string[]): {
  readonly isFull: boolean;
  readonly wanted: readonly string[];
} {
  return { isFull: args.includes('--full'), wanted: args.filter((argument) => !argument.startsWith('--')) };
}

function printResult(result: FaultResult, seconds: number): void {
  const verdict = result.failures.length === 0 ? 'passed' : 'FAILED';
  console.log(`${verdict} ${result.row}: ${result.what}: ${result.totals} (${seconds} s)`);
  for (const failure of result.failures.slice(0, PRINTED_FAILURES)) console.log(`  ${failure}`);
  const hidden = result.failures.length - PRINTED_FAILURES;
  if (hidden > 0) console.log(`  and ${hidden} more`);
}

/** Runs the wanted programmes one after another, prints what each found and how many passed. True when all did. */
export async function runProgrammes(programmes: readonly Programme[], wanted: readonly string[]): Promise<boolean> {
  // An interrupted run ends its programs too, which happens at exit only.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  const rows = programmes.map(({ row }) => row);
  const unknown = wanted.filter((row) => !rows.includes(row));
  if (unknown.length > 0) throw new Error(`Unknown row ${unknown.join(', ')}; known: ${rows.join(', ')}.`);
  let passed = 0;
  let failed = 0;
  for (const { row, run } of programmes) {
    if (wanted.length > 0 && !wanted.includes(row)) continue;
    const started = Date.now();
    const result = await run().catch((error: unknown) => ({
      row,
      what: 'did not end',
      totals: '',
      failures: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    }));
    printResult(result, Math.round((Date.now() - started) / 1000));
    if (result.failures.length === 0) passed++;
    else failed++;
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0;
}
