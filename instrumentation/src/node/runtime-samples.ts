import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ProcessUsage } from '../core/emit-runtime-sample.ts';

/** Each look at the event loop wakes the process; ten a second cost less than a thousandth of a core. */
const RESOLUTION_MILLIS = 100;
const NANOS_PER_MILLI = 1e6;

/**
 * Tells every so often what this process uses; 0: never. Neither keeps the process alive. Returns what ends it.
 */
export function startRuntimeSamples(intervalMillis: number, onSample: (usage: ProcessUsage) => void): () => void {
  if (intervalMillis === 0) return () => {};
  const meter = new ProcessMeter();
  const timer = setInterval(() => onSample(meter.read()), intervalMillis).unref();
  return () => {
    clearInterval(timer);
    meter.close();
  };
}

/** Measures this process from one reading to the next. */
class ProcessMeter {
  private readonly delay = monitorEventLoopDelay({ resolution: RESOLUTION_MILLIS });
  private cpu = process.cpuUsage();
  private startedAt = performance.now();

  constructor() {
    this.delay.enable();
  }

  read(): ProcessUsage {
    const { rss, heapUsed } = process.memoryUsage();
    const usage = { rss, heap: heapUsed, eventLoopP99Ms: this.readDelay(), cpu: this.readCpu() };
    this.cpu = process.cpuUsage();
    this.startedAt = performance.now();
    this.delay.reset();
    return usage;
  }

  close(): void {
    this.delay.disable();
  }

  /** The histogram holds times from one look to the next: what is beyond the resolution is delay. */
  private readDelay(): number {
    if (this.delay.count === 0) return 0;
    return round(Math.max(0, this.delay.percentile(99) / NANOS_PER_MILLI - RESOLUTION_MILLIS));
  }

  private readCpu(): number {
    const { user, system } = process.cpuUsage(this.cpu);
    return round((user + system) / 1_000 / (performance.now() - this.startedAt));
  }
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
