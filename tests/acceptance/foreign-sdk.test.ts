import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readConversation, readTrace } from '../interop/run/read-conversation.ts';
import { runProduct } from './run-product.ts';

const bot = fileURLToPath(new URL('../interop/node/stock-bot.ts', import.meta.url));

describe("OpenTelemetry's own Node SDK", () => {
  it('sends what the pages show as a conversation, under its own name for it', async () => {
    const product = runProduct();
    const { otlp, loki, tempo } = await product.ready;
    const { stdout } = await promisify(execFile)(process.execPath, [bot, 'thread-1'], {
      env: {
        ...process.env,
        OTEL_SERVICE_NAME: 'stock-bot',
        OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=sandbox',
        OTEL_EXPORTER_OTLP_ENDPOINT: otlp,
        OTEL_LOGS_EXPORTER: 'otlp',
        OTEL_METRICS_EXPORTER: 'none',
      },
    });
    const traceId = stdout.trim();
    const reader = { lokiUrl: loki, tempoUrl: tempo };
    const { row, conversation } = await readConversation(reader, 'thread-1');
    expect(row).toMatchObject({
      key: { bot: '7', environment: 'sandbox', uid: 'thread-1' },
      turnCount: 1,
      lastMessage: 'Hello',
    });
    expect(conversation?.turns).toMatchObject([
      {
        traceId,
        completeness: { state: 'complete' },
        steps: [{ name: 'Greet', status: 'ok' }],
        logs: [{ body: 'slow', level: 'warning', outcome: 'success' }],
      },
    ]);
    expect(await readTrace(reader, traceId)).toEqual([{ name: 'turn', attributes: [] }]);
  }, 60_000);
});
