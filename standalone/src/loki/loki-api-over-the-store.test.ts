import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { NOW_NANO, openTestStore, toNewRecord } from '../store/test-records.ts';
import { createLokiApi } from './create-loki-api.ts';
import { ask, range } from './test-loki-server.ts';

async function start(maxRowsPerFile?: number) {
  const store = openTestStore(maxRowsPerFile === undefined ? {} : { limits: { maxRowsPerFile } });
  const app = await createLokiApi({
    readerSource: {
      moduleUrl: new URL('../store/open-record-reader.ts', import.meta.url).href,
      exportName: 'openRecordReader',
      options: store.dataDirectory,
    },
    threadCount: 2,
    nowUnixNano: () => NOW_NANO,
  });
  onTestFinished(() => app.close());
  await app.listen({ host: '127.0.0.1', port: 0 });
  return { store, base: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}` };
}
const selector = { query: '{service_name="bot"}' };
const numbered = (index: number) =>
  toNewRecord({ timestampUnixNano: NOW_NANO - 1_000_000_000n + BigInt(index), body: `line ${index}` });

describe('createLokiApi over the real store', () => {
  it('answers with what was acknowledged a moment ago, also before anything was stored', async () => {
    const { store, base } = await start();
    expect((await ask(base, range, selector)).data.result).toEqual([]);
    expect((await ask<string[]>(base, '/loki/api/v1/labels')).data).toEqual([]);
    await store.appendRecords([numbered(1)]);
    const { data } = await ask(base, range, selector);
    expect(data.result.flatMap((stream) => stream.values)).toEqual([[String(NOW_NANO - 999_999_999n), 'line 1']]);
    expect((await ask<string[]>(base, '/loki/api/v1/labels')).data).toContain('service_name');
  });

  it('reads over the borders of files in either direction, up to the limit', async () => {
    const { store, base } = await start(10);
    for (let index = 0; index < 35; index++) await store.appendRecords([numbered(index)]);
    const lines = async (parameters: Record<string, string>) => {
      const { data } = await ask(base, range, { ...selector, ...parameters });
      return data.result.flatMap((stream) => stream.values.map(([, line]) => line));
    };
    const names = (indexes: readonly number[]) => indexes.map((index) => `line ${index}`);
    expect(await lines({ limit: '12' })).toEqual(names([34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23]));
    expect(await lines({ limit: '12', direction: 'forward' })).toEqual(names([...Array(12).keys()]));
    const { data } = await ask(base, '/loki/api/v1/query', { query: `count_over_time(${selector.query}[1h])` });
    expect(data.result.map(({ value }) => value[1])).toHaveLength(1);
    expect(Number(data.result[0]?.value[1])).toBe(35);
  });

  it('counts volumes from the hourly roll-up', async () => {
    const { store, base } = await start();
    await store.appendRecords([numbered(1), numbered(2)]);
    const { data } = await ask(base, '/loki/api/v1/index/volume_range', {
      ...selector,
      start: String(NOW_NANO - 86_400_000_000_000n),
      end: String(NOW_NANO),
      step: '86400',
    });
    expect(data.result.map(({ metric, values }) => [metric, values.map(([time]) => time)])).toEqual([
      [{ service_name: 'bot' }, [Number(NOW_NANO / 1_000_000n) / 1000]],
    ]);
    expect(Number(data.result[0]?.values[0]?.[1])).toBeGreaterThanOrEqual('line 1line 2'.length);
  });
});
