import { recordSteadily } from './record-steadily.ts';
import type { StepRecorder } from './step-content.ts';

/** What a process needs while nobody takes its records. */
export interface OutageMemory {
  /** Growth of the resident memory at its highest, MB. */
  readonly grownMegabytes: number;
}

const WARM_UP = 20_000;
const WARM_UP_RATE = 5_000;
const LOOK_EVERY = 1_000;

/** Memory while `count` steps are recorded at `stepsPerSecond` and nothing can be delivered. */
export async function measureOutage(
  recorder: StepRecorder,
  count: number,
  stepsPerSecond: number,
): Promise<OutageMemory> {
  await recordSteadily(recorder, WARM_UP, WARM_UP_RATE);
  const before = process.memoryUsage.rss();
  let highest = before;
  let steps = 0;
  await recordSteadily(recorder, count, stepsPerSecond, (call) => {
    call();
    if (++steps % LOOK_EVERY === 0) highest = Math.max(highest, process.memoryUsage.rss());
  });
  return { grownMegabytes: (highest - before) / (1 << 20) };
}
