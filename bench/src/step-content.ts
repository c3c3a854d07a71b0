/** "Step" of the targets: 8 attributes, 512 B of input and 512 B of output. */
export const STEP_INPUT = { text: 'i'.repeat(500) };
/** 512 B as JSON. */
export const STEP_OUTPUT = { text: 'o'.repeat(500) };

/** The step's eight attributes, as a competitor without bot words would set them. */
export function toStepAttributes(index: number): Record<string, string | number> {
  return {
    'bot.id': 'bench',
    'bot.flow.id': 'flow-1',
    'bot.flow.name': 'Bench flow',
    'bot.step.id': `n${index % 10}`,
    'bot.step.name': 'Bench step',
    'bot.step.type': 'script',
    'bot.step.index': index,
    'gen_ai.conversation.id': 'c-bench',
  };
}

/** What a recorder of steps under measurement offers. */
export interface StepRecorder {
  /** Records one step; `index` counts from 1. */
  record(index: number): void;
  /** Resolves when everything is delivered. */
  flush(): Promise<void>;
}

/** What a measuring program sends back. */
export interface StepMeasurement {
  /** CPU time (user and system) of the process per step, export included, in µs. */
  readonly cpuMicros: number;
  /** The part of it that was spent in the kernel: files and sockets. */
  readonly kernelMicros: number;
  /** Wall time inside the calls per step, in µs. */
  readonly syncMicros: number;
}

const BATCH = 100;

/** Lets the event loop turn, as a bot between two messages does: exporters work then. */
const breathe = () => new Promise<void>((resolve) => setTimeout(resolve, 20));

/** Measures a recorder: warm-up, then `count` steps in bursts of 100 with pauses, then a flush. */
export async function measureRecorder(recorder: StepRecorder, count: number): Promise<StepMeasurement> {
  await recordBursts(recorder, Math.min(count, 3000));
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
