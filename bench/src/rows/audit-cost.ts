import { renderFigure, toMedian, type BenchResult } from '../result.ts';
import { runProgram } from '../run-program.ts';
import { startSink } from '../sink.ts';

const ROUNDS = 3;

interface Appends {
  readonly oneMillis: number;
  readonly groupedMillis: number;
}

/** A2: an acknowledged audit record against a bare append with fdatasync on the same disk. */
export async function measureAuditCost(): Promise<BenchResult[]> {
  const sink = await startSink();
  const rounds: { ours: Appends; theirs: Appends }[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    rounds.push({
      ours: await runProgram('audit-appends', [sink.url]),
      theirs: await runProgram('audit-appends', [sink.url, 'file']),
    });
  }
  sink.close();
  const line = (what: string, figure: keyof Appends): BenchResult => {
    const ours = toMedian(rounds.map((round) => round.ours[figure]));
    const theirs = toMedian(rounds.map((round) => round.theirs[figure]));
    return {
      row: 'A2',
      what,
      ours: `${renderFigure(ours)} ms`,
      theirs: `append + fdatasync, the same size ${renderFigure(theirs)} ms`,
      ratio: ours / theirs,
      target: '',
    };
  };
  return [
    line('audit.record until it is on disk, median', 'oneMillis'),
    line('the same per record where 20 are asked for at once', 'groupedMillis'),
  ];
}
