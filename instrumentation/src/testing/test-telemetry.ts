import type { OtlpLogRecord, OtlpSpan } from '@botscope/otlp';
import { onTestFinished } from 'vitest';
import type { BotTelemetry } from '../api/bot-telemetry.ts';
import type { StartBotTelemetryOptions } from '../api/start-options.ts';
import { startBotTelemetry } from '../node/start-bot-telemetry.ts';
import { TestCollector } from './test-collector.ts';
import { createTestDirectory } from './test-directory.ts';

/** A telemetry with the collector that it sends to. */
export interface TestTelemetry {
  readonly telemetry: BotTelemetry;
  readonly collector: TestCollector;
  readonly spoolDirectory: string;
  /** Delivers everything and returns the records of an event. */
  readonly records: (eventName: string) => Promise<OtlpLogRecord[]>;
  /** Delivers everything and returns the only record of an event. */
  readonly record: (eventName: string) => Promise<OtlpLogRecord>;
  /** Delivers everything and returns all spans. */
  readonly spans: () => Promise<OtlpSpan[]>;
}

/** Options of every test telemetry, unless a test gives others. */
export const TEST_OPTIONS = {
  serviceName: 'support-bot',
  environment: 'sandbox',
  bot: { id: '42', name: 'Support', version: '3.1.0' },
  redaction: { fingerprintKey: 'key of the tests' },
} satisfies StartBotTelemetryOptions;

/** Starts a telemetry that touches nothing global, with a real spool and a real collector; all end with the test. */
export async function startTestTelemetry(options: StartBotTelemetryOptions = {}): Promise<TestTelemetry> {
  const collector = await new TestCollector().start();
  onTestFinished(() => collector.stop());
  const spoolDirectory = options.spoolDirectory ?? createTestDirectory();
  const telemetry = startBotTelemetry({
    ...TEST_OPTIONS,
    global: false,
    recordFailures: false,
    endpoint: collector.url,
    spoolDirectory,
    ...options,
  });
  onTestFinished(() => telemetry.shutdown({ timeoutMillis: 0 }));
  const records = async (eventName: string): Promise<OtlpLogRecord[]> => {
    await telemetry.forceFlush();
    return collector.eventsOf(eventName);
  };
  return {
    telemetry,
    collector,
    spoolDirectory,
    records,
    record: async (eventName) => toOnly(await records(eventName), eventName),
    spans: async () => {
      await telemetry.forceFlush();
      return collector.spans;
    },
  };
}

function toOnly<Item>(items: readonly Item[], name: string): Item {
  const [only] = items;
  if (only === undefined || items.length > 1) throw new Error(`There are ${items.length} records ${name}.`);
  return only;
}

/** A record's body as the object that its JSON text stands for. */
export function toBody(record: OtlpLogRecord): Readonly<Record<string, unknown>> {
  return JSON.parse(record.body as string) as Readonly<Record<string, unknown>>;
}
