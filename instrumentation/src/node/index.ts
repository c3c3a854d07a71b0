/** Batteries included: OpenTelemetry's Node SDK for spans, a durable spool for records. */
export { startBotTelemetry } from './start-bot-telemetry.ts';
export { createRecordProcessor, type RecordProcessorOptions } from './create-record-processor.ts';
export type { PolledCapturePolicyOptions } from '../api/capture-policy.ts';
export type { StartBotTelemetryOptions } from '../api/start-options.ts';
export { START_VARIABLES } from './start-variables.ts';
