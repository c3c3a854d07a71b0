import { cpus } from 'node:os';
import type { BenchResult } from './result.ts';

/** A result as columns of the table. */
export function toColumns(result: BenchResult): string[] {
  const ratio = result.ratio === undefined ? '' : `${result.ratio.toFixed(2)}×`;
  return [
    result.row,
    result.what,
    result.ours,
    result.theirs ?? '',
    ratio,
    result.target,
    result.met === undefined ? '' : result.met ? 'met' : 'missed',
    result.note ?? '',
  ];
}

const BACKENDS_NOTE =
  'Theirs is a Collector and a Loki built from their Go modules, with `collector/config.yaml` and `provisioning/loki.yaml`; `npm run bench -- Q3 --table` prints the single queries.';

/** A page of figures; `args` are those of the run. */
export function renderPage(results: readonly BenchResult[], args: readonly string[]): string {
  const cpu = cpus();
  const header = ['row', 'what', 'ours', 'theirs', 'ratio', 'target', '', 'note'];
  const lines = [header, header.map(() => '---'), ...results.map(toColumns)].map(
    (columns) => `| ${columns.join(' | ')} |`,
  );
  return [
    '# Benchmarks',
    '',
    `Made by \`npm run bench -- ${args.join(' ')}\` on ${new Date().toISOString().slice(0, 10)}: ${cpu.length} cores of ${cpu[0]?.model.trim()}, Node ${process.versions.node}, ${process.platform}.`,
    'Medians of interleaved rounds, each measured program in a process of its own. The machine is shared: ratios mean more than absolute figures.',
    ...(results.some(({ row }) => row === 'Q3') ? [BACKENDS_NOTE] : []),
    '',
    ...lines,
    '',
  ].join('\n');
}
