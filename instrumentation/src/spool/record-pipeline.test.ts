import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodePartialSuccess, type EncodableLogRecord, type OtlpLogRecord } from '@botscope/otlp';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createUlidFactory } from '../record/ulid.ts';
import { TestCollector } from '../testing/test-collector.ts';
import { createTestDirectory, listFiles } from '../testing/test-directory.ts';
import { TEST_ENVELOPE, toTestRecord } from '../testing/test-record.ts';
import { RecordPipeline, type RecordPipelineOptions } from './record-pipeline.ts';

type TestPipeline = RecordPipeline<string, string>;

let collector: TestCollector;
let directory: string;
let quarantined: string[];

beforeEach(async () => {
  collector = await new TestCollector().start();
  directory = createTestDirectory();
  quarantined = [];
  onTestFinished(() => collector.stop());
});

function open(options: Partial<RecordPipelineOptions<string, string, EncodableLogRecord>> = {}): TestPipeline {
  const pipeline: TestPipeline = new RecordPipeline<string, string, EncodableLogRecord>({
    spoolDirectory: directory,
    transport: { url: `${collector.url}/v1/logs`, headers: {}, timeoutMillis: 5_000, compression: 'none' },
    quotaBytes: 64 << 20,
    seal: (draft, state) => ({ record: toTestRecord(draft), receipt: state + draft, state: state + draft }),
    toEncodable: (record) => record,
    nextName: createUlidFactory(),
    nowMillis: Date.now,
    onQuarantined: (queue, reason) => quarantined.push(`${queue}: ${reason}`),
    ...options,
  });
  onTestFinished(() => pipeline.shutdown(0));
  return pipeline;
}

function emit(pipeline: TestPipeline, ...texts: readonly string[]): void {
  for (const text of texts) pipeline.emit(TEST_ENVELOPE, toTestRecord(text));
}

function uids(records: readonly OtlpLogRecord[] = collector.records): string[] {
  return records.map((record) => record.attributes['log.record.uid'] as string);
}

function numbers(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}${i}`);
}

describe('RecordPipeline', () => {
  it('delivers records of both queues in their order, never mixed in one request', async () => {
    const pipeline = open();
    emit(pipeline, ...numbers('r', 50));
    const receipts = await Promise.all(numbers('a', 5).map((text) => pipeline.append(TEST_ENVELOPE, text)));
    expect(receipts.at(-1)).toBe('a0a1a2a3a4');
    emit(pipeline, ...numbers('s', 50));
    const mixed: string[][] = [];
    collector.answer = (records) => {
      mixed.push([...new Set(uids(records).map((uid) => (uid.startsWith('a') ? 'audit' : 'ordinary')))]);
      return {};
    };
    expect(await pipeline.flush(5_000)).toBe(true);
    expect(uids().filter((uid) => uid.startsWith('a'))).toEqual(numbers('a', 5));
    expect(uids().filter((uid) => !uid.startsWith('a'))).toEqual([...numbers('r', 50), ...numbers('s', 50)]);
    expect(mixed.every((queues) => queues.length === 1)).toBe(true);
    expect(pipeline.stats('ordinary')).toMatchObject({ emitted: 100, delivered: 100, spooled: 0, dropped: {} });
    expect(pipeline.stats('audit')).toMatchObject({ emitted: 5, delivered: 5, spooled: 0 });
  });

  it('delivers a record within 200 ms without being asked', async () => {
    const pipeline = open();
    const startedAt = performance.now();
    emit(pipeline, 'r1');
    await collector.until(() => uids().includes('r1'));
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it('keeps what the Collector does not take, and sends the same bytes again', async () => {
    collector.answer = (_records, request) => ({
      status: [503, 429, 500][request - 1] ?? 200,
      headers: { 'retry-after': '0' },
    });
    const pipeline = open();
    emit(pipeline, ...numbers('r', 20));
    expect(await pipeline.flush(5_000)).toBe(true);
    const bodies = collector.requests.map(({ body }) => body.toString('base64'));
    expect(bodies).toHaveLength(4);
    expect(new Set(bodies).size).toBe(1);
    expect(uids()).toEqual(numbers('r', 20));
  });

  it('waits while the Collector is down, then delivers everything once', async () => {
    const pipeline = open();
    await collector.stop();
    emit(pipeline, ...numbers('r', 100));
    await pipeline.append(TEST_ENVELOPE, 'a');
    expect(await pipeline.flush(100)).toBe(false);
    expect(pipeline.stats('ordinary')).toMatchObject({ delivered: 0, spooled: 100, lastError: 'ECONNREFUSED' });
    expect(pipeline.stats('ordinary').lagMillis).toBeGreaterThan(0);
    await collector.start();
    expect(await pipeline.flush(10_000)).toBe(true);
    expect(uids().sort()).toEqual([...numbers('r', 100), 'a'].sort());
  });

  it('gives up on a hanging Collector and tries again', async () => {
    collector.answer = (_records, request) => ({ hang: request === 1 });
    const transport = {
      url: `${collector.url}/v1/logs`,
      headers: {},
      timeoutMillis: 100,
      compression: 'none' as const,
    };
    const pipeline = open({ transport });
    emit(pipeline, 'r1');
    expect(await pipeline.flush(10_000)).toBe(true);
    expect(uids()).toEqual(['r1']);
  });

  it.each([
    [
      'a 400',
      { status: 400, headers: { 'content-type': 'text/plain' }, body: 'entry too long' },
      'HTTP 400: entry too long',
    ],
    [
      'a partial success',
      {
        headers: { 'content-type': 'application/x-protobuf' },
        body: encodePartialSuccess('application/x-protobuf', 'logs', 1, 'line too long'),
      },
      '1 refused: line too long',
    ],
  ])(
    'after %s halves down to the bad record, keeps it in a file and delivers all others',
    async (_name, refusal, reason) => {
      collector.answer = (records) => (uids(records).includes('r37') ? refusal : {});
      const pipeline = open();
      emit(pipeline, ...numbers('r', 100));
      expect(await pipeline.flush(10_000)).toBe(true);
      expect(uids()).toEqual(numbers('r', 100).filter((uid) => uid !== 'r37'));
      expect(quarantined).toEqual([`ordinary: ${reason}`]);
      expect(pipeline.stats('ordinary')).toMatchObject({ delivered: 99, quarantined: 1, spooled: 0 });
      const kept = listFiles(directory).filter((path) => path.endsWith('.otlp'));
      expect(kept).toHaveLength(1);
      expect(readFileSync(kept[0] as string).includes('r37')).toBe(true);
      expect(readFileSync((kept[0] as string).replace('.otlp', '.reason.txt'), 'utf8')).toBe(`${reason}\n`);
    },
  );

  it('takes over the records and the chain of a process that has ended', async () => {
    await collector.stop();
    const first = open();
    emit(first, 'r1');
    await first.append(TEST_ENVELOPE, 'a');
    await first.shutdown(0);
    const second = open();
    expect(second.slot.number).toBe(first.slot.number);
    expect(second.stats('ordinary')).toMatchObject({ recovered: 1, spooled: 1 });
    expect(await second.append(TEST_ENVELOPE, 'b')).toBe('ab');
    await collector.start();
    expect(await second.flush(10_000)).toBe(true);
    expect(uids().sort()).toEqual(['a', 'b', 'r1']);
  });

  it('sends what other slots hold whose processes have ended', async () => {
    await collector.stop();
    const [first, second] = [open(), open()];
    emit(first, 'r1');
    emit(second, 'r2');
    await Promise.all([first.shutdown(0), second.shutdown(0)]);
    await collector.start();
    const third = open();
    expect(third.stats('ordinary')).toMatchObject({ recovered: 2 });
    expect(await third.flush(10_000)).toBe(true);
    expect(uids().sort()).toEqual(['r1', 'r2']);
  });

  it('drops the oldest ordinary records over the quota and counts them', async () => {
    await collector.stop();
    const pipeline = open({ quotaBytes: 100_000 });
    const filler = 'x'.repeat(2_000);
    for (let i = 0; i < 100; i++) {
      emit(pipeline, `${i}${filler}`);
      if (i % 5 === 0) await pipeline.flush(0);
    }
    const countDropped = () => pipeline.stats('ordinary').dropped['quota'] ?? 0;
    await expect.poll(countDropped, { timeout: 60_000 }).toBeGreaterThan(0);
    const { emitted, spooled, dropped } = pipeline.stats('ordinary');
    expect(emitted).toBe(100);
    expect(spooled + (dropped['quota'] ?? 0)).toBe(100);
    await collector.start();
    expect(await pipeline.flush(60_000)).toBe(true);
    expect(uids().at(-1)).toBe(`99${filler}`);
    expect(collector.records).toHaveLength(100 - countDropped());
  });

  it('refuses audit records loudly when the spool is gone, keeps ordinary ones, and recovers without a restart', async () => {
    const pipeline = open();
    await pipeline.append(TEST_ENVELOPE, 'a');
    expect(await pipeline.flush(5_000)).toBe(true);
    rmSync(directory, { recursive: true });
    writeFileSync(directory, 'no directory');
    await expect(pipeline.append(TEST_ENVELOPE, 'b')).rejects.toThrow();
    emit(pipeline, 'r1');
    expect(await pipeline.flush(100)).toBe(false);
    rmSync(directory);
    expect(await pipeline.append(TEST_ENVELOPE, 'c')).toBe('ac');
    expect(await pipeline.flush(10_000)).toBe(true);
    expect(uids().sort()).toEqual(['a', 'c', 'r1']);
  });

  it('has on disk after shutdown what it could not deliver, and takes nothing more', async () => {
    collector.answer = () => ({ hang: true });
    const pipeline = open();
    emit(pipeline, 'r1');
    const startedAt = performance.now();
    await pipeline.shutdown(100);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    emit(pipeline, 'r2');
    await expect(pipeline.append(TEST_ENVELOPE, 'a')).rejects.toThrow(/shut down/);
    expect(pipeline.stats('ordinary').dropped).toEqual({ shutdown: 1 });
    collector.answer = () => ({});
    expect(await open().flush(5_000)).toBe(true);
    expect(uids()).toEqual(['r1']);
  });

  it('writes what is in memory when the process ends', () => {
    const pipeline = open();
    emit(pipeline, 'r1', 'r2');
    pipeline.writeAtExit();
    const files = readdirSync(join(pipeline.slot.directory, 'ordinary')).filter((name) => name.endsWith('.seg'));
    expect(files).toHaveLength(1);
  });
});
