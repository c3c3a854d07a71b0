import { describe, expect, it, vi } from 'vitest';
import { findMarks, postLogs, storeMarks } from '../product/marked-records.ts';
import { askSidecar, FLAG, readSidecar } from './ask-as-admin.ts';
import { newDataDirectory, runProduct, type RunningProduct } from './run-product.ts';

const CHILDREN = ['sidecar', 'gateway', 'demo'];
/** Within which everything must be gone that lost its main process. */
const GONE = { timeout: 60_000, interval: 50 };

const findChild = (product: RunningProduct, name: string) =>
  product.processes().find(({ command }) => command.includes(`${name}/src/main.ts`));

const hasPrinted = (product: RunningProduct, text: string) =>
  vi.waitFor(() => expect(product.output()).toContain(text), { timeout: 60_000, interval: 10 });

const isGone = (product: RunningProduct) => vi.waitFor(() => expect(product.processes()).toEqual([]), GONE);

describe('the end of the product', () => {
  it('takes all its processes with it when it is asked to end', async () => {
    const product = runProduct({ args: [] });
    await product.ready;
    for (const name of CHILDREN) expect(findChild(product, name), name).toBeDefined();
    product.kill('SIGTERM');
    expect(await product.ended).toEqual({ code: 0, signal: null });
    expect(product.processes()).toEqual([]);
    expect(product.output()).not.toMatch(/ended with|started again|Error/);
  });

  it('is the same with Ctrl-C, which reaches every process at once', async () => {
    const product = runProduct({ args: [] });
    await product.ready;
    product.killAll('SIGINT');
    expect(await product.ended).toEqual({ code: 0, signal: null });
    expect(product.processes()).toEqual([]);
    expect(product.output()).not.toMatch(/ended with|started again|Error/);
  });

  it('comes by itself to the others when the main process is killed', async () => {
    const product = runProduct({ args: [] });
    await product.ready;
    product.kill('SIGKILL');
    expect(await product.ended).toEqual({ code: null, signal: 'SIGKILL' });
    await isGone(product);
  });

  it.each(['store opened', 'sidecar: listening'])(
    'leaves nothing behind while it starts, once it has printed "%s"',
    async (moment) => {
      const [killed, interrupted] = [runProduct(), runProduct()];
      await Promise.all([
        hasPrinted(killed, moment).then(() => killed.kill('SIGKILL')),
        hasPrinted(interrupted, moment).then(() => interrupted.killAll('SIGINT')),
      ]);
      await Promise.all([isGone(killed), isGone(interrupted)]);
    },
  );
});

describe('a part that is killed', () => {
  it('is started again where the others look for it, and goes on with what was there', async () => {
    const product = runProduct();
    const { ui, otlp } = await product.ready;
    expect((await askSidecar(ui, 'PUT', 'flags', FLAG)).status).toBe(200);
    const before = ['sidecar', 'gateway'].map((name) => findChild(product, name)?.processId ?? 0);
    for (const processId of before) process.kill(processId, 'SIGKILL');
    expect((await postLogs(otlp, toFailure('while the sidecar was away'))).status).toBe(200);
    await vi.waitFor(
      async () => {
        expect(await readSidecar(ui, 'flags')).toMatchObject([FLAG]);
        expect(await readSidecar(ui, 'alerts')).toMatchObject([{ bot: 'marked', state: 'written' }]);
      },
      { timeout: 60_000, interval: 100 },
    );
    const after = ['sidecar', 'gateway'].map((name) => findChild(product, name)?.processId ?? 0);
    for (const [index, processId] of after.entries()) expect(processId).not.toBe(before[index]);
    expect(product.output()).toContain('The sidecar ended with SIGKILL');
    expect(product.output()).toContain('The gateway runs again.');
  });
});

describe('a start on the same data directory', () => {
  it('finds records and flags again, after an end as after a power cut', async () => {
    const environment = { BOTSCOPE_DATA_DIR: newDataDirectory() };
    const first = runProduct({ environment });
    const { ui, otlp } = await first.ready;
    await storeMarks(otlp, { message: 'kept', api: 'kept', audit: 'kept' });
    expect((await askSidecar(ui, 'PUT', 'flags', FLAG)).status).toBe(200);
    const flags = await readSidecar(ui, 'flags');
    first.kill('SIGTERM');
    await first.ended;
    for (const end of ['SIGKILL', 'SIGTERM'] as const) {
      const next = runProduct({ environment });
      const urls = await next.ready;
      expect(await readSidecar(urls.ui, 'flags')).toEqual(flags);
      const tenants = (await findMarks(urls.loki, 'kept')).map(({ tenant }) => tenant);
      expect(tenants.toSorted()).toEqual(['api', 'audit', 'bots']);
      next.killAll(end);
      await next.ended;
    }
  });
});

/** A failed API call, which is mailed about. */
function toFailure(message: string): string {
  const attributes = {
    'bot.record.kind': 'api',
    'bot.outcome': 'error',
    'bot.id': 'marked',
    'error.type': 'timeout',
    'log.record.uid': crypto.randomUUID(),
  };
  const record = {
    timeUnixNano: `${Date.now()}000000`,
    severityNumber: 17,
    body: { stringValue: message },
    attributes: Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } })),
  };
  return JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] });
}
