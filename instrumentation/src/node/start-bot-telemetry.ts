import { ATTR_SERVICE_INSTANCE_ID, ATTR_SERVICE_VERSION } from '@botscope/conventions';
import { encodeLogsEnvelope, type LogsEnvelope } from '@botscope/otlp';
import type { BotTelemetry } from '../api/bot-telemetry.ts';
import type { StartBotTelemetryOptions } from '../api/start-options.ts';
import { createKernel } from '../core/create-kernel.ts';
import { createTelemetry, type TelemetryLife } from '../core/create-telemetry.ts';
import { emitRuntimeSample } from '../core/emit-runtime-sample.ts';
import { emitSystemEvent } from '../core/emit-system-event.ts';
import { guard } from '../core/kernel.ts';
import { Notices } from '../core/notices.ts';
import { Unreadable } from '../json/unreadable.ts';
import { createOffTelemetry } from '../off/off-telemetry.ts';
import { toCaptureProcess } from '../policy/to-capture-process.ts';
import { SCOPE } from '../scope.ts';
import { withDeadline } from '../with-deadline.ts';
import { createCheckpoints } from './create-checkpoints.ts';
import { installExitHooks } from './exit-hooks.ts';
import { readInstanceId } from './instance-id.ts';
import { openPipeline } from './open-pipeline.ts';
import { QuarantineReport } from './quarantine-report.ts';
import { RecordProcessor } from './record-processor.ts';
import { claimProcess, refuseSecondStart } from './running-telemetry.ts';
import { startCapturePolling } from './start-capture-polling.ts';
import { startRuntimeSamples } from './runtime-samples.ts';
import { startSpanPipeline, type SpanPipeline } from './span-pipeline.ts';
import { createSpoolSink, type BotRecordPipeline } from './spool-sink.ts';
import { readStartConfiguration, type StartConfiguration } from './start-configuration.ts';

/**
 * Starts recording with everything included: spans through the global tracer provider (one is made where none is
 * registered), records through a durable spool on disk. Throws a `ConfigurationError` naming every wrong option and
 * variable, an unusable spool directory among them, and when called a second time before the first telemetry is shut down
 * (but for those with `global: false`); later nothing is thrown.
 */
export function startBotTelemetry(options: StartBotTelemetryOptions = {}): BotTelemetry {
  const configuration = readStartConfiguration(options, process.env);
  if (!configuration.enabled) return createOffTelemetry();
  const isAlone = options.global === false;
  if (!isAlone) refuseSecondStart();
  const quarantined = new QuarantineReport();
  const pipeline = openPipeline(configuration, quarantined.report);
  const release = isAlone ? () => {} : claimProcess();
  const resource = {
    [ATTR_SERVICE_INSTANCE_ID]: readInstanceId(pipeline.slot.directory),
    ...configuration.resource,
  };
  const spans = startSpanPipeline(configuration, resource, new RecordProcessor(pipeline));
  return connect({ ...configuration, resource }, pipeline, { ...spans, release }, toEnvelope(resource), quarantined);
}

/** Connects recorders, pipelines and the process's life. */
function connect(
  configuration: StartConfiguration,
  pipeline: BotRecordPipeline,
  spans: SpanPipeline & { readonly release: () => void },
  envelope: LogsEnvelope,
  quarantined: QuarantineReport,
): BotTelemetry {
  let isOpen = true;
  const { options, fingerprintKey, carrierKey, resource } = configuration;
  const unreadable = new Unreadable();
  const notices = new Notices();
  if (spans.notice !== undefined) notices.add(spans.notice);
  const checkpoints = createCheckpoints(configuration.signingKey, pipeline, envelope);
  const sink = createSpoolSink(
    pipeline,
    envelope,
    () => isOpen,
    () => checkpoints.count(),
  );
  const redaction = { ...options.redaction, fingerprintKey };
  const kernel = createKernel(
    { ...options, redaction, carrierKey },
    sink,
    spans.tracer,
    unreadable,
    toCaptureProcess(resource),
  );
  const version = resource[ATTR_SERVICE_VERSION];
  quarantined.kernel = kernel;
  const removeHooks = installExitHooks({
    onFailure:
      options.recordFailures === false
        ? undefined
        : (error) => guard(kernel, 'failure', () => emitSystemEvent(kernel, { kind: 'failed', version, error })),
    onExit: (code) =>
      guard(kernel, 'exit', () => {
        emitSystemEvent(kernel, { kind: 'stopped', version, reason: `exit with code ${code}, without shutdown` });
        pipeline.writeAtExit();
      }),
  });
  const stats = (): ReturnType<TelemetryLife['stats']> => ({
    records: pipeline.stats('ordinary'),
    audit: pipeline.stats('audit'),
    spans: { ...spans.counts },
    notices: notices.all,
    checkpoints: configuration.signingKey !== undefined,
  });
  emitSystemEvent(kernel, { kind: 'started', version });
  const stopSamples = startRuntimeSamples(configuration.runtimeSampleIntervalMillis, (usage) =>
    guard(kernel, 'runtime sample', () =>
      emitRuntimeSample(kernel, usage, {
        ...stats(),
        unreadable: unreadable.counts,
        capturePolicy: kernel.capture.stats,
      }),
    ),
  );
  const stopPolling = startCapturePolling(configuration, kernel.capture);
  return createTelemetry(kernel, {
    version,
    unreadable,
    stats,
    forceFlush: async (timeoutMillis) => {
      const deliveries = [pipeline.flush(timeoutMillis), withDeadline(spans.forceFlush(), timeoutMillis)];
      if ((await Promise.all(deliveries)).every(Boolean)) return;
      throw new Error(`Not everything could be delivered within ${timeoutMillis} ms; records are kept on disk.`);
    },
    shutdown: async (timeoutMillis) => {
      stopSamples();
      stopPolling();
      await checkpoints.checkpoint();
      isOpen = false;
      removeHooks();
      await Promise.all([pipeline.shutdown(timeoutMillis), withDeadline(spans.shutdown(), timeoutMillis)]).finally(
        spans.release,
      );
    },
  });
}

function toEnvelope(resource: Readonly<Record<string, string>>): LogsEnvelope {
  return encodeLogsEnvelope({ keys: Object.keys(resource), values: Object.values(resource) }, SCOPE);
}
