import { diag } from '@opentelemetry/api';
import { emitLog } from '../core/emit-log.ts';
import { guard, type Kernel } from '../core/kernel.ts';

/** Tells people of records that the Collector has refused for good. */
export class QuarantineReport {
  /** Set as soon as records can be made. */
  kernel: Kernel | undefined;
  private lastMillis = -Infinity;

  /** Logs to OTel's diagnostics, and at most once a minute as a record, which might be refused as well. */
  readonly report = (queue: string, reason: string, path: string): void => {
    diag.error(
      `@botscope/instrumentation: a record of the ${queue} queue was refused (${reason}) and is kept in ${path}`,
    );
    const { kernel } = this;
    if (kernel === undefined || kernel.monotonicMillis() - this.lastMillis < REPORT_EVERY_MILLIS) return;
    this.lastMillis = kernel.monotonicMillis();
    const value = { queue, reason, path };
    guard(kernel, 'quarantine', () =>
      emitLog(kernel, undefined, {
        label: 'record quarantined',
        level: 'error',
        scope: 'server',
        errorType: 'quarantined',
        value,
      }),
    );
  };
}

const REPORT_EVERY_MILLIS = 60_000;
