import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { renderFigure, toMedian, type BenchResult } from '../result.ts';
import { runFile, runProgram } from '../run-program.ts';
import { startSink } from '../sink.ts';
import type { StepMeasurement } from '../step-content.ts';

const STEPS = 20_000;
const ROUNDS = 5;
const langfuse = fileURLToPath(new URL('../../competitors/langfuse/', import.meta.url));

/** Installs the competitor that does not fit into this repository's tree (docs/adr/0003). */
function ensureLangfuse(): void {
  if (existsSync(`${langfuse}node_modules`)) return;
  execFileSync('npm', ['ci', '--no-workspaces', '--ignore-scripts', '--loglevel=error'], {
    cwd: langfuse,
    stdio: 'inherit',
  });
}

/** S2 and S3: cost of a recorded step in interleaved rounds, each recorder in a process of its own. */
export async function measureStepCost(): Promise<BenchResult[]> {
  ensureLangfuse();
  const sink = await startSink();
  const args = [sink.url, String(STEPS)];
  const rounds: { ours: StepMeasurement; otel: StepMeasurement; langfuse: StepMeasurement }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({
      ours: await runProgram('steps-botscope', args),
      otel: await runProgram('steps-opentelemetry', args),
      langfuse: await runFile(`${langfuse}steps.mjs`, args),
    });
  }
  sink.close();
  const median = (who: keyof (typeof rounds)[number], figure: keyof StepMeasurement) =>
    toMedian(rounds.map((round) => round[who][figure]));
  const compare = (
    row: string,
    what: string,
    figure: keyof StepMeasurement,
    who: 'otel' | 'langfuse',
    name: string,
    limit: number,
  ): BenchResult => {
    const ours = median('ours', figure);
    const theirs = median(who, figure);
    const ratio = ours / theirs;
    return {
      row,
      what,
      ours: `${renderFigure(ours)} µs`,
      theirs: `${name} ${renderFigure(theirs)} µs`,
      ratio,
      target: `≤ ${limit}×`,
      met: ratio <= limit,
    };
  };
  return [
    compare('S2', 'CPU of a step, export included', 'cpuMicros', 'otel', 'OTel SDK, OTLP/protobuf logs', 0.5),
    compare('S2', 'CPU of a step, export included', 'cpuMicros', 'langfuse', 'Langfuse JS 5', 0.3),
    compare('S3', 'synchronous part of a step', 'syncMicros', 'otel', 'OTel SDK, batch processors', 1),
  ];
}
