import { monitorEventLoopDelay } from 'node:perf_hooks';
import { recordSteadily } from './record-steadily.ts';
import { toPercentile } from './result.ts';
import type { StepRecorder } from './step-content.ts';

/** The slowest calls, and how long the event loop was held up, in ms. */
export interface StepTail {
  readonly callP999Millis: number;
  readonly callMaxMillis: number;
  readonly loopP99Millis: number;
}

const STEPS_PER_SECOND = 5_000;
const WARM_UP = 5_000;

/** S4: every call of `count` steps at 5,000 a second, and the event loop meanwhile. */
export async function measureTail(recorder: StepRecorder, count: number): Promise<StepTail> {
  await recordSteadily(recorder, WARM_UP, STEPS_PER_SECOND);
  const callMillis: number[] = [];
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  await recordSteadily(recorder, count, STEPS_PER_SECOND, (call) => {
    const startedAt = performance.now();
    call();
    callMillis.push(performance.now() - startedAt);
  });
  loop.disable();
  await recorder.flush();
  return {
    callP999Millis: toPercentile(callMillis, 99.9),
    callMaxMillis: toPercentile(callMillis, 100),
    loopP99Millis: loop.percentile(99) / 1e6,
  };
}
