import type { StepRecorder } from './step-content.ts';

const TICK_MILLIS = 1;

/** Records `count` steps at a steady rate; `time` runs each call. */
export async function recordSteadily(
  recorder: StepRecorder,
  count: number,
  stepsPerSecond: number,
  time: (call: () => void) => void = (call) => call(),
): Promise<void> {
  const startedAt = performance.now();
  for (let index = 0; index < count;) {
    const due = Math.min(count, Math.floor(((performance.now() - startedAt) * stepsPerSecond) / 1000));
    while (index < due) {
      index++;
      time(() => recorder.record(index));
    }
    await new Promise((resolve) => setTimeout(resolve, TICK_MILLIS));
  }
}
