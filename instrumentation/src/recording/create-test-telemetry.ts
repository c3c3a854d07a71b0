import { ATTR_DEPLOYMENT_ENVIRONMENT_NAME, ATTR_SERVICE_NAME, ConfigurationError } from '@botscope/conventions';
import { encodeLogsEnvelope } from '@botscope/otlp';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { BotTelemetry } from '../api/bot-telemetry.ts';
import type { CommonOptions } from '../api/options.ts';
import { createKernel } from '../core/create-kernel.ts';
import { createTelemetry } from '../core/create-telemetry.ts';
import { Unreadable } from '../json/unreadable.ts';
import { listCommonProblems } from '../list-common-problems.ts';
import { NO_RECORDS } from '../off/off-telemetry.ts';
import { countEmitted } from '../record/count-emitted.ts';
import { createRedactor } from '../redaction/redactor.ts';
import { SCOPE } from '../scope.ts';
import { MemorySink } from './memory-sink.ts';
import { createRecording, type Recording } from './recording.ts';

/** What a telemetry for tests may be told. */
export interface TestTelemetryOptions extends Omit<CommonOptions, 'enabled'> {
  /** `test` by default. */
  readonly environment?: string;
  /** `test-bot` by default. */
  readonly serviceName?: string;
  /** What `telemetry.fetch` calls in place of the global `fetch`; see `createFixtureFetch`. */
  readonly fetch?: typeof fetch;
}

/** A telemetry and what it has recorded. */
export interface TestTelemetry {
  readonly telemetry: BotTelemetry;
  readonly recording: Recording;
}

/** The same in every run, so that prints of equal secrets are. */
const TEST_FINGERPRINT_KEY = 'fingerprint key of tests';

/**
 * A telemetry for an application's own tests: the whole recorder, with records and spans kept in memory. Touches no disk,
 * no network and nothing global; what was recorded can be read at once (answers that a stream has still to give: after
 * `await telemetry.forceFlush()`). Throws a `ConfigurationError` naming every wrong option.
 */
export function createTestTelemetry(options: TestTelemetryOptions = {}): TestTelemetry {
  const problems = listCommonProblems(options);
  if (problems.length > 0) throw new ConfigurationError(problems);
  const { environment = 'test', serviceName = 'test-bot', fetch, ...common } = options;
  const redaction = { fingerprintKey: TEST_FINGERPRINT_KEY, ...common.redaction };
  const resource = { keys: [ATTR_SERVICE_NAME, ATTR_DEPLOYMENT_ENVIRONMENT_NAME], values: [serviceName, environment] };
  const memory = new MemorySink(encodeLogsEnvelope(resource, SCOPE), createRedactor(redaction));
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const { sink, counts } = countEmitted(memory);
  const unreadable = new Unreadable();
  const tracer = provider.getTracer(SCOPE.name, SCOPE.version);
  const kernel = createKernel({ ...common, redaction }, sink, tracer, unreadable, {
    environment,
    service: serviceName,
  });
  const telemetry = createTelemetry(fetch === undefined ? kernel : { ...kernel, fetch }, {
    version: common.bot?.version,
    unreadable,
    stats: () => ({
      records: { ...NO_RECORDS, emitted: counts.records },
      audit: { ...NO_RECORDS, emitted: counts.audit },
      spans: { started: 0, exported: exporter.getFinishedSpans().length, failed: 0 },
      notices: [],
      checkpoints: false,
    }),
    forceFlush: () => provider.forceFlush(),
    shutdown: () => provider.forceFlush(),
  });
  return { telemetry, recording: createRecording(memory.entries, exporter) };
}
