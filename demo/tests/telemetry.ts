import type { BotTelemetry } from '@botscope/instrumentation';
import { startBotTelemetry } from '@botscope/instrumentation/node';
import { onTestFinished } from 'vitest';
import { SUPPORT_BOT } from '../src/start-telemetries.ts';
import { startCollector, type Collector } from './collector.ts';
import { makeDirectory } from './directory.ts';

/** A real telemetry and where its records arrive. */
export interface CollectedTelemetry {
  readonly telemetry: BotTelemetry;
  readonly collector: Collector;
}

/** Starts a telemetry of the chat's bot with a Collector of its own; both are gone after the test. */
export async function startCollectedTelemetry(): Promise<CollectedTelemetry> {
  const collector = await startCollector();
  const telemetry = startBotTelemetry({
    serviceName: 'support-bot',
    environment: 'sandbox',
    bot: SUPPORT_BOT,
    global: false,
    endpoint: collector.url,
    spoolDirectory: makeDirectory(),
  });
  onTestFinished(() => telemetry.shutdown());
  return { telemetry, collector };
}
