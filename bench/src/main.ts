import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchResult } from './result.ts';
import { measureBundleSize } from './rows/bundle-size.ts';
import { measureIngest } from './rows/ingest.ts';
import { measureLive } from './rows/live.ts';
import { measureOffCost } from './rows/off-cost.ts';
import { measureStepCost } from './rows/step-cost.ts';

/** Rows of the targets → how they are measured. One function may measure several. */
const MEASUREMENTS: readonly {
  readonly rows: readonly string[];
  readonly measure: () => BenchResult[] | Promise<BenchResult[]>;
}[] = [
  { rows: ['S1'], measure: measureOffCost },
  { rows: ['S2', 'S3'], measure: measureStepCost },
  { rows: ['I1'], measure: measureIngest },
  { rows: ['L1', 'M1'], measure: measureLive },
  { rows: ['W1'], measure: measureBundleSize },
];
const page = fileURLToPath(new URL('../../docs/reference/benchmarks.md', import.meta.url));

function toColumns(result: BenchResult): string[] {
  const ratio = result.ratio === undefined ? '' : `${result.ratio.toFixed(2)}×`;
  return [
    result.row,
    result.what,
    result.ours,
    result.theirs ?? '',
    ratio,
    result.target,
    result.met ? 'met' : 'missed',
    result.note ?? '',
  ];
}

function renderPage(results: readonly BenchResult[]): string {
  const cpu = cpus();
  const header = ['row', 'what', 'ours', 'theirs', 'ratio', 'target', '', 'note'];
  const lines = [header, header.map(() => '---'), ...results.map(toColumns)].map(
    (columns) => `| ${columns.join(' | ')} |`,
  );
  return [
    '# Benchmarks',
    '',
    `Made by \`npm run bench -- --write\` on ${new Date().toISOString().slice(0, 10)}: ${cpu.length} cores of ${cpu[0]?.model.trim()}, Node ${process.versions.node}, ${process.platform}.`,
    'Medians of interleaved rounds, each measured program in a process of its own. The machine is shared: ratios mean more than absolute figures.',
    '',
    ...lines,
    '',
  ].join('\n');
}

const args = process.argv.slice(2);
const wanted = args.filter((argument) => !argument.startsWith('--'));
const results: BenchResult[] = [];
for (const { rows, measure } of MEASUREMENTS) {
  if (wanted.length > 0 && !rows.some((row) => wanted.includes(row))) continue;
  for (const result of await measure()) {
    results.push(result);
    console.log(toColumns(result).filter(Boolean).join(' · '));
  }
}
if (args.includes('--write')) {
  mkdirSync(dirname(page), { recursive: true });
  writeFileSync(page, renderPage(results));
}
