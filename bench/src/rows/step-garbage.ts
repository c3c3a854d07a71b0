import { compare } from '../compare.ts';
import { GARBAGE_FLAGS, type StepGarbage } from '../measure-garbage.ts';
import type { BenchResult } from '../result.ts';
import { runProgram } from '../run-program.ts';
import { startSink } from '../sink.ts';

const STEPS = 10_000;
const ROUNDS = 3;

/** S6: bytes that a step leaves to the garbage collector, export included. */
export async function measureStepGarbage(): Promise<BenchResult[]> {
  const sink = await startSink();
  const args = [sink.url, 'garbage', String(STEPS)];
  const run = (program: string, environment: Record<string, string>, part: string): Promise<StepGarbage> =>
    runProgram(program, [...args, part], environment, GARBAGE_FLAGS);
  const measure = async (what: string, environment: Record<string, string>, part: string, name: string) => {
    const rounds: { ours: StepGarbage; theirs: StepGarbage }[] = [];
    for (let i = 0; i < ROUNDS; i++) {
      const ours = await run('steps-botscope', environment, '');
      rounds.push({ ours, theirs: await run('steps-opentelemetry', {}, part) });
    }
    const toFigure = ({ heapBytes }: StepGarbage) => heapBytes;
    return compare({ row: 'S6', what, rounds, toFigure, unit: 'bytes', name, limit: 0.5 });
  };
  const results = [
    await measure('garbage of a step, record path', { OTEL_TRACES_SAMPLER: 'always_off' }, 'record', 'OTel Logs SDK'),
    await measure("the same with the step's span on both sides", {}, 'step', 'OTel SDK, logs and spans'),
  ];
  sink.close();
  return results;
}
