import { AsyncLocalStorage } from 'node:async_hooks';
import { context, createContextKey } from '@opentelemetry/api';

const unrecorded = new AsyncLocalStorage<true>();
/** Where OpenTelemetry's exporters say that their requests are nobody's business (`suppressTracing` of its core). */
const SUPPRESSED = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING');

/** Runs what sends telemetry: calls made within, also later, are not recorded, though a turn may have caused them. */
export function runUnrecorded<Result>(run: () => Result): Result {
  return unrecorded.run(true, run);
}

/** Whether the running code sends telemetry. */
export function isUnrecorded(): boolean {
  return unrecorded.getStore() === true || context.active().getValue(SUPPRESSED) === true;
}
