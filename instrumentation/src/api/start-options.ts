import type { TracerProvider } from '@opentelemetry/api';
import type { PolledCapturePolicyOptions } from './capture-policy.ts';
import type { CommonOptions } from './options.ts';

/** Options of {@link startBotTelemetry}. Order: option, environment, default. */
export interface StartBotTelemetryOptions extends CommonOptions {
  /** `OTEL_SERVICE_NAME`, or `service.name` in `OTEL_RESOURCE_ATTRIBUTES`. Required. */
  readonly serviceName?: string;
  readonly serviceNamespace?: string;
  /** The bot's version by default. */
  readonly serviceVersion?: string;
  /** Stable name of this instance; made once per spool slot by default. */
  readonly serviceInstanceId?: string;
  /** `deployment.environment.name`: `sandbox`, `staging`, `production` or any other. Required here or in `OTEL_RESOURCE_ATTRIBUTES`. */
  readonly environment?: string;
  /** Base address of the Collector, without `/v1/logs`. `OTEL_EXPORTER_OTLP_ENDPOINT`, else `http://127.0.0.1:4318`. */
  readonly endpoint?: string;
  readonly capturePolicy?: PolledCapturePolicyOptions;
  /** Sent as `authorization: Bearer …` to Collector and sidecar. `BOTSCOPE_INGEST_TOKEN`. */
  readonly ingestToken?: string;
  /** Added to every request to the Collector. `OTEL_EXPORTER_OTLP_HEADERS`. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Where records wait; one directory for each service and environment, shared by its processes. `BOTSCOPE_SPOOL_DIR`,
   * else `<BOTSCOPE_DATA_DIR>/spool/<service name>/<environment>`.
   */
  readonly spoolDirectory?: string;
  /** Disk space for ordinary records; 1,073,741,824 by default. Audit records have no quota. */
  readonly spoolQuotaBytes?: number;
  /** Ed25519 private key (PEM, PKCS 8) for checkpoints. `BOTSCOPE_AUDIT_KEY_FILE`, else none are made. */
  readonly auditKeyFile?: string;
  /**
   * True (default): spans go through the registered tracer provider; where none is, one is made and registered.
   * `'attach'`: nothing is registered; spans go through what the application registers, now or later. False: a provider is
   * made for this telemetry alone and nothing global is touched, so several telemetries may live in one process.
   */
  readonly global?: boolean | 'attach';
  /** Spans go through this one, and nothing global is touched. */
  readonly tracerProvider?: TracerProvider;
  /**
   * Milliseconds from one `bot.runtime.sampled` record (memory, CPU, event loop, spool, counters) to the next; 60,000 by
   * default, 0: none.
   */
  readonly runtimeSampleIntervalMillis?: number;
  /** Record `bot.system.failed` when the process dies of an uncaught exception; true by default. */
  readonly recordFailures?: boolean;
}
