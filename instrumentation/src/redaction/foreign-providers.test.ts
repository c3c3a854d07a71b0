import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { describe, expect, it } from 'vitest';
import { createBotTelemetry } from '../create-bot-telemetry.ts';

const SECRET = `ghp_${'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6'}`;

describe("an application's own providers", () => {
  it('get neither records nor spans with a secret in them', () => {
    const logs = new InMemoryLogRecordExporter();
    const spans = new InMemorySpanExporter();
    const telemetry = createBotTelemetry({
      bot: { id: '42' },
      loggerProvider: new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter: logs })] }),
      tracerProvider: new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] }),
    });
    const run = (): unknown =>
      telemetry.conversation().turn({ input: SECRET }, (turn) =>
        turn.step({ id: 'n1', name: `with ${SECRET}` }, () => {
          throw new Error(`refused ${SECRET}`);
        }),
      );
    expect(run).toThrow(SECRET);
    const given = [
      ...spans.getFinishedSpans().map(({ name, attributes, status }) => ({ name, attributes, status })),
      ...logs.getFinishedLogRecords().map(({ body, attributes }) => ({ body, attributes })),
    ];
    expect(given.length).toBeGreaterThan(4);
    expect(JSON.stringify(given)).not.toContain(SECRET);
    const prints = new Set(JSON.stringify(given).match(/\[redacted:[^\]]+\]/g));
    expect(prints.size).toBe(1);
  });
});
