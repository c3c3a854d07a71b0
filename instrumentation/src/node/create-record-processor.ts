import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';
import type { StartBotTelemetryOptions } from '../api/start-options.ts';
import { openPipeline } from './open-pipeline.ts';
import { QuarantineReport } from './quarantine-report.ts';
import { RecordProcessor } from './record-processor.ts';
import { readStartConfiguration } from './start-configuration.ts';

/** Where the records of an application's logger provider wait and go; defaults as for `startBotTelemetry`. */
export type RecordProcessorOptions = Pick<
  StartBotTelemetryOptions,
  'serviceName' | 'environment' | 'endpoint' | 'headers' | 'spoolDirectory' | 'spoolQuotaBytes'
>;

/**
 * A processor for the application's own `LoggerProvider`: its records go through the durable spool, and audit records made
 * with `createBotTelemetry` are acknowledged when they are on disk. Service name and environment come from the provider's
 * resource; the option only names the spool. Throws a `ConfigurationError`.
 */
export function createRecordProcessor(options: RecordProcessorOptions = {}): LogRecordProcessor {
  const configuration = readStartConfiguration({ environment: 'unused', ...options }, process.env);
  return new RecordProcessor(openPipeline(configuration, new QuarantineReport().report));
}
