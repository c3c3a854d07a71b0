import type { BotTelemetry } from '../api/bot-telemetry.ts';
import type { Kernel } from './kernel.ts';

/** The same symbol in every copy of this package; a member, so that a telemetry that was spread keeps it. */
const KERNEL = Symbol.for('botscope.kernel');

/** A telemetry that adapters of this package can look into. */
export function withKernel(kernel: Kernel, telemetry: BotTelemetry): BotTelemetry {
  return Object.defineProperty(telemetry, KERNEL, { value: kernel, enumerable: true });
}

/** The kernel behind a telemetry; undefined where nothing records. */
export function kernelOf(telemetry: BotTelemetry): Kernel | undefined {
  return (telemetry as { [KERNEL]?: Kernel })[KERNEL];
}
