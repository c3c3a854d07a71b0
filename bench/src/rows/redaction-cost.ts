import { renderFigure, toMedian, type BenchResult } from '../result.ts';
import { runProgram } from '../run-program.ts';

interface Answer {
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
  readonly garbage: { readonly ours: number; readonly theirs: number };
}

const ROUNDS = 3;
const TARGET = 0.25;
/** So much room that nothing is collected while garbage is counted. */
const NODE_ARGUMENTS = ['--expose-gc', '--max-semi-space-size=256'];

/** S5: what it costs to look for secrets in bodies that hold none. */
export async function measureRedactionCost(): Promise<BenchResult[]> {
  const answers: Answer[] = [];
  for (let round = 0; round < ROUNDS; round++) answers.push(await runProgram('redaction', [], {}, NODE_ARGUMENTS));
  const ours = toMedian(answers.flatMap((answer) => answer.ours));
  const theirs = toMedian(answers.flatMap((answer) => answer.theirs));
  const garbage = toMedian(answers.map((answer) => answer.garbage.ours));
  return [
    {
      row: 'S5',
      what: 'secrets looked for in a body of a step, CPU per KB; garbage per KB',
      ours: `${renderFigure(ours)} µs; ${renderFigure(garbage)} B`,
      theirs: `16 expressions: ${renderFigure(theirs)} µs`,
      ratio: ours / theirs,
      target: `≤ ${TARGET}×`,
      met: ours / theirs <= TARGET,
      note: 'one scanner for all kinds against 16 expressions, one after the other, in one process by turns',
    },
  ];
}
