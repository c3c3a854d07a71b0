import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startBotTelemetry } from '@botscope/instrumentation/node';
import { expect, it, onTestFinished, vi } from 'vitest';
import { findMarks } from '../product/marked-records.ts';
import { askSidecar } from './ask-as-admin.ts';
import { newDataDirectory, runProduct } from './run-product.ts';

const PATIENCE = { timeout: 60_000, interval: 50 };
const RULES = [{ service: 'captured-bot', io: 'off', minLevel: 'info' }];

type Telemetry = ReturnType<typeof startBotTelemetry>;

/** A bot that asks a sidecar for its rules; it ends with the test. */
function startBot(directory: string, endpoint: string, sidecarUrl: string): Telemetry {
  const { ingestToken } = JSON.parse(readFileSync(join(directory, 'secrets.json'), 'utf8')) as { ingestToken: string };
  const telemetry = startBotTelemetry({
    ...{ serviceName: 'captured-bot', environment: 'sandbox', bot: { id: 'captured' }, endpoint, ingestToken },
    ...{ global: false, recordFailures: false, spoolDirectory: join(directory, 'bot-spool') },
    capturePolicy: { sidecarUrl, pollIntervalMillis: 1_000 },
  });
  onTestFinished(() => telemetry.shutdown({ timeoutMillis: 0 }));
  return telemetry;
}

/** One turn and two log actions, all with a text that is found again. */
async function work(telemetry: Telemetry, mark: string): Promise<void> {
  telemetry.conversation().turn({}, (turn) => turn.step({ id: 'n1', input: `${mark} input` }, () => 1));
  telemetry.log({ label: 'a', level: 'debug', value: `${mark} debug` });
  telemetry.log({ label: 'b', level: 'info', value: `${mark} info` });
  await telemetry.forceFlush({ timeoutMillis: PATIENCE.timeout });
}

it('rules that an Admin sets reach a running bot, hold over a restart without sidecar, and are in the audit trail', async () => {
  const directory = newDataDirectory();
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const product = runProduct({ environment: { BOTSCOPE_DATA_DIR: directory } });
  const { ui, otlp, loki, sidecar } = await product.ready;
  const found = async (mark: string) => (await findMarks(loki, mark)).map(({ line }) => line.replaceAll('"', ''));
  const bot = startBot(directory, otlp, sidecar);
  await vi.waitFor(() => expect(bot.stats().capturePolicy).toMatchObject({ version: 0, failed: {} }), PATIENCE);
  await work(bot, 'mark-one');
  expect(await found('mark-one')).toHaveLength(3);

  const set = await askSidecar(ui, 'PUT', 'settings/capture', { version: 0, rules: RULES });
  expect([set.status, JSON.parse(set.text)]).toEqual([200, { version: 1, rules: RULES }]);
  await vi.waitFor(() => expect(bot.stats().capturePolicy).toMatchObject({ version: 1, rules: 1 }), PATIENCE);
  await work(bot, 'mark-two');
  expect(await found('mark-two')).toEqual(['mark-two info']);
  await bot.shutdown();

  const again = startBot(directory, otlp, 'http://127.0.0.1:1');
  await work(again, 'mark-three');
  expect(await found('mark-three')).toEqual(['mark-three info']);
  const unreached = { version: 1, failed: { unreachable: expect.any(Number) } };
  await vi.waitFor(() => expect(again.stats().capturePolicy).toMatchObject(unreached), PATIENCE);

  await vi.waitFor(async () => {
    const changes = await findMarks(loki, 'captured-bot');
    expect(changes.map(({ tenant, line }) => [tenant, JSON.parse(line) as unknown])).toEqual([
      ['audit', { after: { version: 1, rules: RULES } }],
    ]);
  }, PATIENCE);
}, 180_000);
