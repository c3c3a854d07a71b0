import { ConfigurationError } from '@botscope/conventions';
import type { BotTelemetry } from './api/bot-telemetry.ts';
import type { BotTelemetryOptions } from './api/options.ts';
import { createKernel } from './core/create-kernel.ts';
import { createTelemetry } from './core/create-telemetry.ts';
import { Notices } from './core/notices.ts';
import { Unreadable } from './json/unreadable.ts';
import { listCommonProblems } from './list-common-problems.ts';
import { judgeShape } from './options/option-shape.ts';
import { CREATE_SHAPE } from './options/start-shape.ts';
import { createOffTelemetry, NO_RECORDS } from './off/off-telemetry.ts';
import { countEmitted } from './record/count-emitted.ts';
import { watchDurability } from './record/durability-mark.ts';
import { createLoggerSink } from './record/logger-sink.ts';
import { getGlobalLogger, HAS_LOGS_API } from './providers/global-logger.ts';
import { getGlobalTracer } from './providers/global-tracer.ts';
import { createRedactor, withFingerprintKey } from './redaction/redactor.ts';
import { createScanningTracer } from './redaction/scanning-tracer.ts';
import { SCOPE } from './scope.ts';

/** Where `@opentelemetry/api-logs`, the Logs API before it became part of the API, keeps what is registered. */
const OLD_LOGS_API = Symbol.for('io.opentelemetry.js.api.logs');
const OLD_API =
  'loggerProvider is missing, and the installed @opentelemetry/api has no global one: it is older than 1.10. Install @opentelemetry/api@1.10, or give the provider.';
const OLD_LOGS =
  'A logger provider may be registered with @opentelemetry/api-logs, which OpenTelemetry 2 uses; the global one of @opentelemetry/api is another. Give yours as the option loggerProvider.';
const NOT_DURABLE =
  'Records go through a logger provider without a record processor of ours: what it has in memory is lost when the process is killed or its exporter gives up, and audit.record rejects with AUDIT_NOT_DURABLE. Add createRecordProcessor() of @botscope/instrumentation/node to its processors.';

/**
 * Records through the application's own OpenTelemetry providers: the given ones, or those registered globally by the time
 * something is recorded. Flushing and shutting down are the providers' own business. Throws a `ConfigurationError` naming
 * every wrong option; later nothing is thrown.
 */
export function createBotTelemetry(given: BotTelemetryOptions = {}): BotTelemetry {
  const { problems: misshapen, sound: options } = judgeShape(given, CREATE_SHAPE);
  const problems = [...misshapen, ...listCommonProblems(options)];
  if (options.loggerProvider === undefined && !HAS_LOGS_API) problems.push(OLD_API);
  if (problems.length > 0) throw new ConfigurationError(problems);
  if (options.enabled === false) return createOffTelemetry();
  const notices = new Notices();
  if (options.loggerProvider === undefined && OLD_LOGS_API in globalThis) notices.add(OLD_LOGS);
  const redaction = withFingerprintKey(options.redaction);
  const scanner = createRedactor(redaction);
  const foreign = options.tracerProvider?.getTracer(SCOPE.name, SCOPE.version) ?? getGlobalTracer();
  const tracer = createScanningTracer(foreign, scanner.scan);
  const logger = options.loggerProvider?.getLogger(SCOPE.name, SCOPE.version) ?? getGlobalLogger();
  const { sink, counts } = countEmitted(
    createLoggerSink(
      watchDurability(logger, () => notices.add(NOT_DURABLE)),
      scanner,
    ),
  );
  const unreadable = new Unreadable();
  const { environment, serviceName: service, serviceInstanceId: server } = options;
  return createTelemetry(
    createKernel({ ...options, redaction }, sink, tracer, unreadable, { environment, service, server }),
    {
      version: options.bot?.version,
      unreadable,
      stats: () => ({
        records: { ...NO_RECORDS, emitted: counts.records },
        audit: { ...NO_RECORDS, emitted: counts.audit },
        spans: { started: 0, exported: 0, failed: 0 },
        notices: notices.all,
        checkpoints: false,
      }),
      forceFlush: () => Promise.resolve(),
      shutdown: () => Promise.resolve(),
    },
  );
}
