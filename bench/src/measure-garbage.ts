import { PerformanceObserver } from 'node:perf_hooks';
import type { StepRecorder } from './step-content.ts';

/** What recording leaves to the garbage collector. */
export interface StepGarbage {
  /** Bytes allocated on V8's heap per step, export included. */
  readonly heapBytes: number;
}

/** V8 options under which nothing is collected between two looks at the heap, so that its growth is what was allocated. */
export const GARBAGE_FLAGS = ['--min-semi-space-size=512', '--max-semi-space-size=512', '--expose-gc'];

const WARM_UP = 10_000;
const BURST = 50;

/** S6: growth of the heap over `count` steps with their export. @throws Error when something was collected meanwhile. */
export async function measureGarbage(recorder: StepRecorder, count: number): Promise<StepGarbage> {
  await recordAll(recorder, WARM_UP);
  let collections = 0;
  const observer = new PerformanceObserver((list) => (collections += list.getEntries().length));
  observer.observe({ entryTypes: ['gc'] });
  globalThis.gc?.();
  while (collections === 0) await nextTurn();
  collections = 0;
  const before = process.memoryUsage().heapUsed;
  await recordAll(recorder, count);
  const after = process.memoryUsage().heapUsed;
  await nextTurn();
  await nextTurn();
  observer.disconnect();
  if (collections > 0) throw new Error('Something was collected while the heap was watched: give it more room.');
  return { heapBytes: (after - before) / count };
}

const nextTurn = () => new Promise<void>((resolve) => setTimeout(resolve, 1));

async function recordAll(recorder: StepRecorder, count: number): Promise<void> {
  for (let index = 1; index <= count; index++) {
    recorder.record(index);
    if (index % BURST === 0) await nextTurn();
  }
  await recorder.flush();
}
