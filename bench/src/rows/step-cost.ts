import { compare } from '../compare.ts';
import { ensureCompetitor } from '../competitors.ts';
import type { StepCost } from '../measure-cost.ts';
import { renderFigure, toMedian, type BenchResult } from '../result.ts';
import { runFile, runProgram } from '../run-program.ts';
import { startSink } from '../sink.ts';

/** With the warm-up 80,000: V8 compiles and optimises for longer than one thinks, and a bot runs for days. */
const STEPS = 60_000;
const ROUNDS = 3;

/** Who is measured. `…Record`: the record path alone, without the step's span. */
type Recorder = 'botscopeRecord' | 'otelRecord' | 'langfuse' | 'sentry' | 'botscope' | 'otel';
type Round = Record<Recorder, StepCost>;

const WITHOUT_SPANS = { OTEL_TRACES_SAMPLER: 'always_off' };

async function measureRound(args: readonly string[]): Promise<Round> {
  return {
    botscopeRecord: await runProgram('steps-botscope', args, WITHOUT_SPANS),
    otelRecord: await runProgram('steps-opentelemetry', [...args, 'record']),
    langfuse: await runFile(ensureCompetitor('langfuse'), args),
    sentry: await runFile(ensureCompetitor('sentry'), args),
    botscope: await runProgram('steps-botscope', args),
    otel: await runProgram('steps-opentelemetry', args),
  };
}

/** S2 and S3: cost of a recorded step in interleaved rounds, each recorder in a process of its own. */
export async function measureStepCost(): Promise<BenchResult[]> {
  const sink = await startSink();
  const rounds: Round[] = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push(await measureRound([sink.url, 'cost', String(STEPS)]));
  sink.close();
  const line = (row: string, what: string, pair: readonly [Recorder, Recorder], name: string, limit: number) =>
    compare({
      row,
      what,
      rounds: rounds.map((round) => ({ ours: round[pair[0]], theirs: round[pair[1]] })),
      toFigure: row === 'S3' ? ({ syncMicros }) => syncMicros : ({ cpuMicros }) => cpuMicros,
      unit: 'µs',
      name,
      limit,
      note: `ours: ${describe(rounds, pair[0])}; theirs: ${describe(rounds, pair[1])}`,
    });
  const record = 'record path of a step, CPU with export';
  const withSpan = "the same with the step's span on both sides";
  return [
    line('S2', record, ['botscopeRecord', 'otelRecord'], 'OTel Logs SDK, OTLP/protobuf', 0.5),
    line('S2', record, ['botscopeRecord', 'langfuse'], 'Langfuse JS 5', 0.3),
    line('S2', record, ['botscopeRecord', 'sentry'], 'Sentry JS 11, a transaction per 100 steps', 0.12),
    line('S2', withSpan, ['botscope', 'otel'], 'OTel SDK, logs and spans', 1),
    line('S3', 'record path, synchronous part', ['botscopeRecord', 'otelRecord'], 'OTel Logs SDK, batch processor', 1),
  ];
}

/** What a recorder's time goes into, as far as it can be told apart from outside. */
function describe(rounds: readonly Round[], who: Recorder): string {
  const median = (figure: keyof StepCost) => toMedian(rounds.map((round) => round[who][figure]));
  const later = Math.max(0, median('cpuMicros') - median('syncMicros'));
  return `${renderFigure(median('syncMicros'))} µs in the call, ${renderFigure(later)} µs later, of both ${renderFigure(median('kernelMicros'))} µs in the kernel`;
}
