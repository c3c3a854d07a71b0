import { ConfigurationError } from '@botscope/conventions';
import { logs, trace } from '@opentelemetry/api';
import type { BotTelemetry } from './api/bot-telemetry.ts';
import type { BotTelemetryOptions } from './api/options.ts';
import { createKernel } from './core/create-kernel.ts';
import { createTelemetry } from './core/create-telemetry.ts';
import { Unreadable } from './json/unreadable.ts';
import { listCommonProblems } from './list-common-problems.ts';
import { createOffTelemetry, NO_RECORDS } from './off/off-telemetry.ts';
import { countEmitted } from './record/count-emitted.ts';
import { createLoggerSink } from './record/logger-sink.ts';
import { SCOPE } from './scope.ts';

/**
 * Records through the application's own OpenTelemetry providers: the given ones, or those registered globally by the time
 * something is recorded. Flushing and shutting down are the providers' own business. Throws a `ConfigurationError` naming
 * every wrong option; later nothing is thrown.
 */
export function createBotTelemetry(options: BotTelemetryOptions = {}): BotTelemetry {
  const problems = listCommonProblems(options);
  if (problems.length > 0) throw new ConfigurationError(problems);
  if (options.enabled === false) return createOffTelemetry();
  const tracer = (options.tracerProvider ?? trace).getTracer(SCOPE.name, SCOPE.version);
  const logger = (options.loggerProvider ?? logs).getLogger(SCOPE.name, SCOPE.version);
  const { sink, counts } = countEmitted(createLoggerSink(logger));
  const unreadable = new Unreadable();
  return createTelemetry(createKernel(options, sink, tracer, unreadable), {
    version: options.bot?.version,
    unreadable,
    stats: () => ({
      records: { ...NO_RECORDS, emitted: counts.records },
      audit: { ...NO_RECORDS, emitted: counts.audit },
      spans: { started: 0, exported: 0, failed: 0 },
      checkpoints: false,
    }),
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  });
}
