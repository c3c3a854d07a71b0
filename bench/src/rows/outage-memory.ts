import type { OutageMemory } from '../measure-outage.ts';
import { renderFigure, type BenchResult } from '../result.ts';
import { runProgram } from '../run-program.ts';

/** Nobody listens there. */
const NOBODY = 'http://127.0.0.1:1';
const MOST_MEGABYTES = 64;
/** The outage itself takes ten minutes; the short form has a third of its records, ten times as fast. */
const FULL = { steps: 300_000, rate: 500 };
const SHORT = { steps: 100_000, rate: 5_000 };

/** R4's memory: what a bot grows by while its Collector is down, every record kept. */
export async function measureOutageMemory({ full }: { readonly full: boolean }): Promise<BenchResult[]> {
  const { steps, rate } = full ? FULL : SHORT;
  const args = [NOBODY, 'outage', String(steps), String(rate)];
  const { grownMegabytes } = await runProgram<OutageMemory>('steps-botscope', args, {
    OTEL_TRACES_SAMPLER: 'always_off',
  });
  return [
    {
      row: 'R4',
      what: `memory while the Collector is down: ${steps.toLocaleString('en-GB')} steps at ${rate.toLocaleString('en-GB')}/s`,
      ours: `+${renderFigure(Math.max(0, grownMegabytes))} MB`,
      target: `≤ +${MOST_MEGABYTES} MB`,
      met: grownMegabytes <= MOST_MEGABYTES,
      ...(full ? {} : { note: 'ten minutes at 500/s: `npm run bench -- R4 --full`' }),
    },
  ];
}
