import type { FaultResult } from './fault-result.ts';
import { killBots } from './rows/bot-kills.ts';
import { killStandalone } from './rows/standalone-kills.ts';
import { stopStandalone } from './rows/standalone-outage.ts';

/** Figures of the two profiles: what each change must pass, and the long run. */
const PROFILES = {
  ci: { botKills: 100, standaloneKills: 20, outageMillis: 60_000 },
  full: { botKills: 1000, standaloneKills: 1000, outageMillis: 600_000 },
} as const;
const args = process.argv.slice(2);
const profile = PROFILES[args.includes('--full') ? 'full' : 'ci'];
const wanted = args.filter((argument) => !argument.startsWith('--'));

const programmes: readonly { readonly row: string; readonly run: () => Promise<FaultResult> }[] = [
  { row: 'R1', run: () => killBots(profile.botKills) },
  { row: 'R2', run: () => killStandalone(profile.standaloneKills) },
  { row: 'R4', run: () => stopStandalone(profile.outageMillis) },
];

let passed = 0;
let failed = 0;
for (const { row, run } of programmes) {
  if (wanted.length > 0 && !wanted.includes(row)) continue;
  const started = Date.now();
  const result = await run().catch((error: unknown) => ({
    row,
    what: 'did not end',
    totals: '',
    failures: [String(error)],
  }));
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(
    `${result.failures.length === 0 ? 'passed' : 'FAILED'} ${row}: ${result.what}: ${result.totals} (${seconds} s)`,
  );
  for (const failure of result.failures.slice(0, 20)) console.log(`  ${failure}`);
  if (result.failures.length === 0) passed++;
  else failed++;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
