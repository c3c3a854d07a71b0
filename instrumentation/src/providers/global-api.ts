import { context, createContextKey, logs, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { hasGlobalTracerProvider } from './global-tracer.ts';
import { hasGlobalLoggerProvider } from './global-logger.ts';

/** What OpenTelemetry's API holds for the whole process. */
export type GlobalPart = 'trace' | 'logs' | 'context' | 'propagation';

const PROBE = createContextKey('botscope.context.probe');
/** Where every copy of the API of major version 1 keeps what is registered. */
const REGISTRY = Symbol.for('opentelemetry.js.api.1');

/** Parts that are registered already. Registering one twice fails and is logged as an error. */
export function listRegistered(): ReadonlySet<GlobalPart> {
  const parts: Readonly<Record<GlobalPart, () => boolean>> = {
    trace: hasGlobalTracerProvider,
    logs: hasGlobalLoggerProvider,
    context: () => context.with(ROOT_CONTEXT.setValue(PROBE, true), () => context.active().getValue(PROBE) === true),
    propagation: () => propagation.fields().length > 0,
  };
  const names = Object.keys(parts) as GlobalPart[];
  return new Set(names.filter((name) => parts[name]()));
}

/** Takes parts away again, so that a later start finds none that has been shut down. */
export function unregister(parts: Iterable<GlobalPart>): void {
  const apis = { trace, logs, context, propagation };
  for (const part of parts) apis[part].disable();
}

/**
 * Version of another copy of `@opentelemetry/api` that has registered a tracer provider which this copy cannot use: the API
 * refuses what an older copy has registered.
 */
export function findForeignApi(): string | undefined {
  const registry = (globalThis as Record<symbol, unknown>)[REGISTRY] as
    { version?: string; trace?: object } | undefined;
  return registry?.trace !== undefined && !hasGlobalTracerProvider() ? String(registry.version) : undefined;
}
