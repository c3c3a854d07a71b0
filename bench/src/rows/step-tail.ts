import { compare } from '../compare.ts';
import type { StepTail } from '../measure-tail.ts';
import { renderFigure, toMedian, type BenchResult } from '../result.ts';
import { runProgram } from '../run-program.ts';
import { startSink } from '../sink.ts';

const STEPS = 15_000;
const ROUNDS = 3;
const LONGEST_MILLIS = 2;
const LOOP_MILLIS = 1;

/** S4: the slowest calls at 5,000 steps a second, and the event loop against a program that records nothing. */
export async function measureStepTail(): Promise<BenchResult[]> {
  const sink = await startSink();
  const args = [sink.url, 'tail', String(STEPS)];
  const rounds: { ours: StepTail; theirs: StepTail; empty: StepTail }[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    rounds.push({
      ours: await runProgram('steps-botscope', args),
      theirs: await runProgram('steps-opentelemetry', args),
      empty: await runProgram('steps-nothing', args),
    });
  }
  sink.close();
  const median = (who: 'ours' | 'theirs' | 'empty', figure: keyof StepTail) =>
    toMedian(rounds.map((round) => round[who][figure]));
  const toMillis = (value: number) => `${renderFigure(value)} ms`;
  const longest = median('ours', 'callMaxMillis');
  const added = median('ours', 'loopP99Millis') - median('empty', 'loopP99Millis');
  return [
    compare({
      row: 'S4',
      what: 'p99.9 of a call at 5,000 steps/s, with spans',
      rounds,
      toFigure: ({ callP999Millis }) => callP999Millis,
      unit: 'ms',
      name: 'OTel SDK, logs and spans',
      limit: 0.1,
    }),
    {
      row: 'S4',
      what: 'the longest call',
      ours: toMillis(longest),
      theirs: `OTel SDK, logs and spans ${toMillis(median('theirs', 'callMaxMillis'))}; a program that records nothing ${toMillis(median('empty', 'callMaxMillis'))}`,
      target: `≤ ${LONGEST_MILLIS} ms`,
      met: longest <= LONGEST_MILLIS,
    },
    {
      row: 'S4',
      what: 'event loop, p99 beyond that of a program that records nothing',
      ours: toMillis(added),
      theirs: `OTel SDK, logs and spans ${toMillis(median('theirs', 'loopP99Millis') - median('empty', 'loopP99Millis'))}`,
      target: `≤ ${LOOP_MILLIS} ms`,
      met: added <= LOOP_MILLIS,
    },
  ];
}
