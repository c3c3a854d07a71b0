import { renderFigure, toMedian, type BenchResult } from '../result.ts';
import { runProgram } from '../run-program.ts';

/** S1: a step while nothing records. */
export async function measureOffCost(): Promise<BenchResult[]> {
  const rounds: { nanos: number; asked: number }[] = [];
  for (let round = 0; round < 5; round++) rounds.push(await runProgram('steps-off'));
  const nanos = toMedian(rounds.map((round) => round.nanos));
  const asked = rounds.reduce((sum, round) => sum + round.asked, 0);
  return [
    {
      row: 'S1',
      what: 'step with instrumentation off; payload asked for',
      ours: `${renderFigure(nanos)} ns; ${asked} times`,
      target: '≤ 50 ns, never',
      met: nanos <= 50 && asked === 0,
    },
  ];
}
