import type { StepRecorder } from './step-content.ts';

/** What recording costs. */
export interface StepCost {
  /** CPU time (user and system) of the process per step, export included, in µs. */
  readonly cpuMicros: number;
  /** The part of it that was spent in the kernel: files and sockets. */
  readonly kernelMicros: number;
  /** Wall time inside the calls per step, in µs. */
  readonly syncMicros: number;
}

const BATCH = 100;
/** Long enough that what is measured is a bot that runs, not V8 compiling it. */
const WARM_UP = 20_000;

/** Lets the event loop turn, as a bot between two messages does: exporters work then. */
const breathe = () => new Promise<void>((resolve) => setTimeout(resolve, 10));

/** S2, S3: warm-up, then `count` steps in bursts of 100 with pauses, then a flush. */
export async function measureCost(recorder: StepRecorder, count: number): Promise<StepCost> {
  await recordBursts(recorder, WARM_UP);
  await recorder.flush();
  const startedCpu = process.cpuUsage();
  const syncMillis = await recordBursts(recorder, count);
  await recorder.flush();
  const { user, system } = process.cpuUsage(startedCpu);
  return { cpuMicros: (user + system) / count, kernelMicros: system / count, syncMicros: (syncMillis * 1000) / count };
}

async function recordBursts(recorder: StepRecorder, count: number): Promise<number> {
  let syncMillis = 0;
  for (let index = 1; index <= count;) {
    const started = performance.now();
    for (let i = 0; i < BATCH && index <= count; i++) recorder.record(index++);
    syncMillis += performance.now() - started;
    await breathe();
  }
  return syncMillis;
}
