import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What calls cost the process that makes them. */
export interface CallMeasurement {
  /** CPU of the whole process, delivery included, per call. */
  readonly cpuMicros: number;
  /** Delay of the event loop, 99th percentile, while calls are made. */
  readonly loopP99Micros: number;
}

const WARM_UP = 1_000;
const AT_A_TIME = 8;
const REQUEST = {
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: 'Bearer b3nch' },
  body: JSON.stringify({ text: 'q'.repeat(480) }),
};

/** Makes calls of half a kilobyte each way with `fetch`, eight at a time; `flush` delivers what was recorded. */
export async function measureCalls(url: string, count: number, flush: () => Promise<void>): Promise<CallMeasurement> {
  await makeCalls(url, WARM_UP);
  await flush();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const before = process.cpuUsage();
  delay.enable();
  await makeCalls(url, count);
  delay.disable();
  await flush();
  const { user, system } = process.cpuUsage(before);
  return { cpuMicros: (user + system) / count, loopP99Micros: delay.percentile(99) / 1_000 };
}

async function makeCalls(url: string, count: number): Promise<void> {
  let left = count;
  const work = async (): Promise<void> => {
    while (left-- > 0) await (await fetch(url, REQUEST)).json();
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
}
