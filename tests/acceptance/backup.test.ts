import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { verifyChain } from '@botscope/audit-chain';
import { startBotTelemetry } from '@botscope/instrumentation/node';
import type { BotRecord } from '@botscope/records';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { readAllRecords } from '../faults/read-all.ts';
import { postLogs } from '../product/marked-records.ts';
import { askSidecar, FLAG, readSidecar } from './ask-as-admin.ts';
import { newDataDirectory, runProduct } from './run-product.ts';

const program = fileURLToPath(new URL('../../standalone/src/backup/main.ts', import.meta.url));
const RECORDED_BEFORE = 60;
/** The whole product starts twice, on a machine that may do other things meanwhile. */
const TWO_STARTS_MILLIS = 90_000;

/** Runs the command. Rejects with what it printed when it fails. */
const backUp = (dataDirectory: string, target: string) =>
  promisify(execFile)(process.execPath, ['--conditions=@botscope/source', program, target], {
    env: { ...process.env, BOTSCOPE_DATA_DIR: dataDirectory },
  });

type Telemetry = ReturnType<typeof startBotTelemetry>;

function startAuditedBot(endpoint: string): Telemetry {
  return startBotTelemetry({
    ...{ serviceName: 'audited-bot', environment: 'sandbox', bot: { id: 'audited' }, endpoint },
    spoolDirectory: newDataDirectory(),
  });
}

const recordChange = (telemetry: Telemetry, n: number) =>
  telemetry.audit.record({
    actor: { type: 'system', name: 'Writer' },
    action: 'UPDATED',
    entity: { type: 'card', id: String(n), name: `Card ${n}` },
    before: { n: null },
    after: { n },
  });

const toAttribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });

/** Stores a bot's failed call and waits until its mail is written. */
async function failAndAlert(otlpUrl: string, uiUrl: string, bot: string): Promise<void> {
  const attributes = [
    toAttribute('bot.record.kind', 'api'),
    toAttribute('bot.event', 'bot.api.call'),
    toAttribute('bot.outcome', 'error'),
    toAttribute('bot.id', bot),
    toAttribute('log.record.uid', `failure of ${bot}`),
  ];
  const record = { timeUnixNano: `${Date.now()}000000`, severityNumber: 17, body: { stringValue: '{}' }, attributes };
  const body = JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] });
  expect((await postLogs(otlpUrl, body)).status).toBe(200);
  await vi.waitFor(
    async () =>
      expect(await readSidecar(uiUrl, 'alerts')).toContainEqual(expect.objectContaining({ bot, state: 'written' })),
    { timeout: 60_000, interval: 100 },
  );
}

const countMails = (dataDirectory: string): number => readdirSync(join(dataDirectory, 'outbox')).length;

const toChainEntry = ({ uid, timestampUnixNano, line, labels, metadata }: BotRecord) => ({
  ...{ uid, timestampUnixNano, body: line },
  attributes: { ...labels, ...metadata },
});

describe('a backup', () => {
  it(
    'made under load and started on has what was stored before it, an unbroken audit chain, flags and mails, and mails nothing again',
    async () => {
      const dataDirectory = newDataDirectory();
      const product = runProduct({ environment: { BOTSCOPE_DATA_DIR: dataDirectory } });
      const { otlp, ui } = await product.ready;
      const telemetry = startAuditedBot(otlp);
      for (let n = 0; n < RECORDED_BEFORE; n++) await recordChange(telemetry, n);
      await telemetry.forceFlush();
      await failAndAlert(otlp, ui, 'first');
      expect((await askSidecar(ui, 'PUT', 'flags', FLAG)).status).toBe(200);
      const flags = await readSidecar(ui, 'flags');

      let isOver = false;
      onTestFinished(() => void (isOver = true));
      const write = async () => {
        for (let n = RECORDED_BEFORE; !isOver; n++) await recordChange(telemetry, n);
      };
      const writing = write();
      const target = join(newDataDirectory(), 'copy');
      await backUp(dataDirectory, target);
      isOver = true;
      await writing;
      await telemetry.shutdown();
      product.killAll('SIGKILL');
      await product.ended;

      const restored = runProduct({ environment: { BOTSCOPE_DATA_DIR: target } });
      const urls = await restored.ready;
      const records = await readAllRecords(urls.loki, 'audit', '{bot_record_kind="audit", bot_id="audited"}');
      const numbers = records.flatMap((record) =>
        record.type === 'audit' ? [(JSON.parse(record.line) as { after: { n: number } }).after.n] : [],
      );
      expect(numbers).toEqual(expect.arrayContaining(Array.from({ length: RECORDED_BEFORE }, (_, n) => n)));
      expect(verifyChain(records.map(toChainEntry)).findings).toEqual([]);
      expect(await readSidecar(urls.ui, 'flags')).toEqual(flags);
      expect(restored.output()).not.toContain('damaged');
      // Records are handed to the sidecar in order: the first failure has passed by it again, if at all, before this one.
      await failAndAlert(urls.otlp, urls.ui, 'second');
      expect(countMails(target)).toBe(2);
    },
    TWO_STARTS_MILLIS,
  );

  it('that cannot be made says why', async () => {
    const dataDirectory = newDataDirectory();
    await expect(backUp(dataDirectory, join(dataDirectory, 'copy'))).rejects.toThrow(
      `No backup was made: ${dataDirectory} holds no store: set BOTSCOPE_DATA_DIR`,
    );
    expect(readdirSync(dataDirectory)).toEqual([]);
  });
});
