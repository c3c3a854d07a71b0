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

/** Who is measured. `…Record`: the record path alone, without the step's span. */
type Recorder = 'botscopeRecord' | 'otelRecord' | 'langfuse' | 'botscope' | 'otel';

const WITHOUT_SPANS = { OTEL_TRACES_SAMPLER: 'always_off' };

async function measureRound(args: readonly string[]): Promise<Record<Recorder, StepMeasurement>> {
  return {
    botscopeRecord: await runProgram('steps-botscope', args, WITHOUT_SPANS),
    otelRecord: await runProgram('steps-opentelemetry', [...args, 'record']),
    langfuse: await runFile(`${langfuse}steps.mjs`, args),
    botscope: await runProgram('steps-botscope', args),
    otel: await runProgram('steps-opentelemetry', args),
  };
}

/** S2 and S3: cost of a recorded step in interleaved rounds, each recorder in a process of its own. */
export async function measureStepCost(): Promise<BenchResult[]> {
  ensureLangfuse();
  const sink = await startSink();
  const rounds: Record<Recorder, StepMeasurement>[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await measureRound([sink.url, String(STEPS)]));
  sink.close();
  const median = (who: Recorder, figure: keyof StepMeasurement) => toMedian(rounds.map((round) => round[who][figure]));
  const compare = (
    row: string,
    what: string,
    figure: keyof StepMeasurement,
    pair: readonly [Recorder, Recorder],
    name: string,
    limit: number,
  ): BenchResult => {
    const ours = median(pair[0], figure);
    const theirs = median(pair[1], figure);
    const ratio = ours / theirs;
    return {
      row,
      what,
      ours: `${renderFigure(ours)} µs`,
      theirs: `${name} ${renderFigure(theirs)} µs`,
      ratio,
      target: `≤ ${limit}×`,
      met: ratio <= limit,
      note: describeDifference(rounds, pair),
    };
  };
  const record = 'record path of a step, CPU with export';
  return [
    compare('S2', record, 'cpuMicros', ['botscopeRecord', 'otelRecord'], 'OTel Logs SDK, OTLP/protobuf', 0.5),
    compare('S2', record, 'cpuMicros', ['botscopeRecord', 'langfuse'], 'Langfuse JS 5', 0.3),
    compare(
      'S2',
      "the same with the step's span on both sides",
      'cpuMicros',
      ['botscope', 'otel'],
      'OTel SDK, logs and spans',
      1,
    ),
    compare(
      'S3',
      'record path, synchronous part',
      'syncMicros',
      ['botscopeRecord', 'otelRecord'],
      'OTel Logs SDK, batch processor',
      1,
    ),
  ];
}

/** What a recorder's time goes into, as far as it can be told apart from outside. */
function describeDifference(
  rounds: readonly Record<Recorder, StepMeasurement>[],
  pair: readonly [Recorder, Recorder],
): string {
  const describe = (who: Recorder) => {
    const of = (figure: keyof StepMeasurement) => toMedian(rounds.map((round) => round[who][figure]));
    const later = of('cpuMicros') - of('syncMicros');
    return `${renderFigure(of('syncMicros'))} µs in the call, ${renderFigure(Math.max(0, later))} µs later, of both ${renderFigure(of('kernelMicros'))} µs in the kernel`;
  };
  return `ours: ${describe(pair[0])}; theirs: ${describe(pair[1])}`;
}
