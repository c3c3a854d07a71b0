import { trace, type Tracer } from '@opentelemetry/api';
import { SCOPE } from '../scope.ts';

/** Before one is registered, the API answers with a proxy without a delegate. */
export function hasGlobalTracerProvider(): boolean {
  const provider = trace.getTracerProvider() as { getDelegateTracer?: (name: string) => Tracer | undefined };
  return provider.getDelegateTracer === undefined || provider.getDelegateTracer(SCOPE.name) !== undefined;
}

/**
 * A tracer of whichever provider is registered when a span starts. The API's own proxy learns of a later registration only
 * from its own copy of the API, and an application has two: one for `import`, one for `require`.
 */
export function getGlobalTracer(): Tracer {
  let found: Tracer | undefined;
  const tracer = (): Tracer => {
    if (found !== undefined) return found;
    const current = trace.getTracer(SCOPE.name, SCOPE.version);
    if (hasGlobalTracerProvider()) found = current;
    return current;
  };
  return {
    startSpan: (name, options, context) => tracer().startSpan(name, options, context),
    startActiveSpan: (...args: unknown[]) =>
      (tracer().startActiveSpan as (...rest: unknown[]) => never).apply(tracer(), args),
  };
}
