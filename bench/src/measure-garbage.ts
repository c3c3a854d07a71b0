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
const MOST_LOOKS = 10;

/**
 * S6: growth of the heap over `count` steps with their export. Memory outside the heap makes V8 collect now and then: such a
 * look is repeated. @throws Error when something was collected in every one.
 */
export async function measureGarbage(recorder: StepRecorder, count: number): Promise<StepGarbage> {
  await recordAll(recorder, WARM_UP);
  for (let i = 0; i < MOST_LOOKS; i++) {
    const grownBytes = await watchHeap(() => recordAll(recorder, count));
    if (grownBytes !== undefined) return { heapBytes: grownBytes / count };
  }
  throw new Error('Something was collected whenever the heap was watched: give it more room.');
}

/** By how much the heap grows meanwhile; undefined when something was collected. */
async function watchHeap(run: () => Promise<void>): Promise<number | undefined> {
  const collectedAt: number[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) collectedAt.push(startTime);
  });
  observer.observe({ entryTypes: ['gc'] });
  globalThis.gc?.();
  // Entries are told late, also those of before.
  const watchedFrom = performance.now();
  const before = process.memoryUsage().heapUsed;
  await run();
  const grownBytes = process.memoryUsage().heapUsed - before;
  await nextTurn();
  await nextTurn();
  observer.disconnect();
  return collectedAt.some((startTime) => startTime >= watchedFrom) ? undefined : grownBytes;
}

const nextTurn = () => new Promise<void>((resolve) => setTimeout(resolve, 1));

async function recordAll(recorder: StepRecorder, count: number): Promise<void> {
  for (let index = 1; index <= count; index++) {
    recorder.record(index);
    if (index % BURST === 0) await nextTurn();
  }
  await recorder.flush();
}
