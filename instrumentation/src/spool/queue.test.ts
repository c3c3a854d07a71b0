import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { splitLogRecords } from '@botscope/otlp';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTestDirectory, listFiles } from '../testing/test-directory.ts';
import { encodeTestRecords, TEST_ENVELOPE } from '../testing/test-record.ts';
import { PositionFile } from './position-file.ts';
import { QueueFiles } from './queue-files.ts';
import { QueueReader } from './queue-reader.ts';
import { QueueWriter } from './queue-writer.ts';
import { recoverSegments } from './recover-segments.ts';
import type { Batch } from './segment-reader.ts';

const LIMITS = { sizeBytes: 1 << 20, records: 1_000 };

/** A queue as one process has it. */
class TestQueue {
  readonly lost: string[] = [];
  readonly files: QueueFiles;
  readonly writer: QueueWriter;
  readonly reader: QueueReader;
  readonly ownerState: string | undefined;
  readonly tornBytes: number;
  readonly directory: string;

  constructor(directory: string, segmentBytes = 500) {
    const recovered = recoverSegments(directory);
    this.directory = directory;
    this.ownerState = recovered.ownerState;
    this.tornBytes = recovered.tornBytes;
    this.files = new QueueFiles(directory, recovered.segments, recovered.nextIndex);
    const options = { segmentBytes, sync: true, nowMillis: () => 1 };
    this.writer = new QueueWriter(this.files, recovered.ownerState ?? '', options);
    this.reader = new QueueReader(this.files, new PositionFile(join(directory, 'position')), (count, reason) =>
      this.lost.push(`${count} ${reason}`),
    );
  }

  append(...texts: readonly string[]): Promise<void> {
    const payload = encodeTestRecords(...texts);
    return this.writer.append({
      envelope: TEST_ENVELOPE,
      payload,
      count: texts.length,
      ownerState: `after ${texts.at(-1)}`,
    });
  }

  /** Texts of the next records, which are then forgotten. */
  async take(records = LIMITS.records): Promise<string[]> {
    const batch = await this.reader.readBatch({ ...LIMITS, records });
    if (batch === undefined) return [];
    const texts = toTexts(batch);
    await this.reader.advance(batch);
    return texts;
  }

  async takeAll(): Promise<string[]> {
    const texts: string[] = [];
    for (let next = await this.take(); next.length > 0; next = await this.take()) texts.push(...next);
    return texts;
  }

  async close(): Promise<void> {
    await this.writer.close();
    await this.reader.close();
  }
}

/** Reads bodies without the decoder: the first text of the form r<number>;. */
function toTexts(batch: Batch): string[] {
  return batch.parts.flatMap((part) =>
    splitLogRecords(part).map((record) => /(r\d+);/.exec(Buffer.from(record).toString('latin1'))?.[1] ?? '?'),
  );
}

async function reopen(queue: TestQueue): Promise<TestQueue> {
  await queue.close();
  return new TestQueue(queue.directory);
}

function segments(directory: string): string[] {
  return listFiles(directory).filter((path) => path.endsWith('.seg'));
}

describe('QueueReader', () => {
  it('reads records in the order in which they were written, over several files, and deletes what is delivered', async () => {
    const queue = new TestQueue(createTestDirectory());
    const texts = Array.from({ length: 20 }, (_, i) => `r${i}`);
    for (const text of texts) await queue.append(text);
    expect(segments(queue.directory).length).toBeGreaterThan(3);
    expect(await queue.takeAll()).toEqual(texts);
    expect(segments(queue.directory)).toHaveLength(1);
    await queue.append('r20');
    expect(await queue.takeAll()).toEqual(['r20']);
    expect(queue.lost).toEqual([]);
    await queue.close();
  });

  it('goes on within a block, also after a restart', async () => {
    let queue = new TestQueue(createTestDirectory());
    await queue.append('r1', 'r2', 'r3', 'r4', 'r5');
    expect(await queue.take(2)).toEqual(['r1', 'r2']);
    queue = await reopen(queue);
    expect(await queue.take(1)).toEqual(['r3']);
    await queue.append('r6');
    expect(await queue.takeAll()).toEqual(['r4', 'r5', 'r6']);
    await queue.close();
  });

  it('gives a batch again that was not forgotten', async () => {
    let queue = new TestQueue(createTestDirectory());
    await queue.append('r1');
    expect(toTexts((await queue.reader.readBatch(LIMITS)) as Batch)).toEqual(['r1']);
    queue = await reopen(queue);
    expect(await queue.takeAll()).toEqual(['r1']);
    await queue.close();
  });

  it('never mixes envelopes in a batch', async () => {
    const queue = new TestQueue(createTestDirectory(), 10_000);
    const other = { ...TEST_ENVELOPE };
    await queue.append('r1');
    await queue.writer.append({ envelope: other, payload: encodeTestRecords('r2'), count: 1, ownerState: '' });
    await queue.append('r3');
    expect([await queue.take(), await queue.take(), await queue.take()]).toEqual([['r1'], ['r2'], ['r3']]);
    await queue.close();
  });

  it('drops the oldest files over the quota and says how many records they held', async () => {
    const queue = new TestQueue(createTestDirectory());
    for (let i = 0; i < 10; i++) await queue.append(`r${i}`);
    await queue.reader.dropOldest(1_500);
    const kept = await queue.takeAll();
    expect(kept.at(-1)).toBe('r9');
    expect(queue.lost.every((text) => text.endsWith('quota'))).toBe(true);
    expect(kept.length + queue.lost.reduce((sum, text) => sum + parseInt(text, 10), 0)).toBe(10);
    expect(queue.files.sizeBytes).toBeLessThanOrEqual(1_500);
    await queue.close();
  });

  it('skips what is damaged, says how much, and goes on after it', async () => {
    let queue = new TestQueue(createTestDirectory(), 600);
    for (let i = 0; i < 12; i++) await queue.append(`r${i}`);
    await queue.close();
    const [first = ''] = segments(queue.directory);
    const bytes = readFileSync(first);
    bytes[bytes.indexOf('r1')] = 0x21;
    writeFileSync(first, bytes);
    queue = new TestQueue(queue.directory);
    const kept = await queue.takeAll();
    expect(kept[0]).toBe('r0');
    expect(kept.at(-1)).toBe('r11');
    expect(queue.lost).toEqual([`${12 - kept.length} corrupt`]);
    await queue.close();
  });
});

describe('a queue after a power cut', () => {
  it('delivers what is recorded from then on where its position outlived its files', async () => {
    const queue = new TestQueue(createTestDirectory());
    for (let i = 0; i < 9; i++) await queue.append(`r${i}`);
    await queue.takeAll();
    await queue.close();
    for (const path of segments(queue.directory)) rmSync(path);
    const next = new TestQueue(queue.directory);
    await next.append('r9');
    expect(await next.takeAll()).toEqual(['r9']);
    await next.close();
  });

  it('never delivers what was written, refused and then written again in the next file', async () => {
    const queue = new TestQueue(createTestDirectory(), 100_000);
    await queue.append('r1', 'r2');
    await queue.close();
    const [first = ''] = segments(queue.directory);
    const twice = Buffer.concat([readFileSync(first), readFileSync(first)]);
    const next = new TestQueue(queue.directory);
    await next.append('r3');
    await next.close();
    writeFileSync(first, twice);
    const last = new TestQueue(queue.directory);
    expect(await last.takeAll()).toEqual(['r1', 'r2', 'r3']);
    await last.close();
  });
});

describe('recoverSegments', () => {
  it('cuts off an unfinished write, and the next record takes its place', async () => {
    let queue = new TestQueue(createTestDirectory());
    await queue.append('r1');
    await queue.append('r2');
    await queue.close();
    const [last = ''] = segments(queue.directory);
    truncateSync(last, readFileSync(last).length - 3);
    queue = new TestQueue(queue.directory);
    expect(queue.tornBytes).toBeGreaterThan(0);
    expect(queue.ownerState).toBe('after r1');
    await queue.append('r3');
    expect(await queue.takeAll()).toEqual(['r1', 'r3']);
    expect(queue.lost).toEqual([]);
    await queue.close();
  });

  it("knows the owner's state also when every record is delivered and their files are gone", async () => {
    let queue = new TestQueue(createTestDirectory());
    for (let i = 0; i < 8; i++) await queue.append(`r${i}`);
    await queue.takeAll();
    queue = await reopen(queue);
    expect(queue.ownerState).toBe('after r7');
    await queue.close();
  });

  it('passes over a file whose header was never finished', async () => {
    let queue = new TestQueue(createTestDirectory());
    await queue.append('r1');
    await queue.close();
    writeFileSync(join(queue.directory, '0000000002.seg'), 'BSC');
    queue = new TestQueue(queue.directory);
    expect(queue.ownerState).toBe('after r1');
    await queue.append('r2');
    expect(await queue.takeAll()).toEqual(['r1', 'r2']);
    await queue.close();
  });

  it('refuses files of another version rather than misread them', async () => {
    const queue = new TestQueue(createTestDirectory());
    await queue.append('r1');
    await queue.close();
    const [first = ''] = segments(queue.directory);
    const { encodeBlock } = await import('./block.ts');
    const header = encodeBlock({ payload: new Uint8Array(), state: '{"version":2}', count: 0, writtenAtMillis: 1 });
    writeFileSync(first, Buffer.concat(header));
    expect(() => recoverSegments(queue.directory)).toThrow(/format 2/);
  });
});

describe('QueueWriter', () => {
  it('rejects when its file has been deleted, and writes to a new one afterwards', async () => {
    const queue = new TestQueue(createTestDirectory());
    await queue.append('r1');
    rmSync(queue.directory, { recursive: true });
    await expect(queue.append('r2')).rejects.toThrow(/deleted/);
    await queue.append('r3');
    expect(await queue.takeAll()).toEqual(['r3']);
    await queue.close();
  });

  it('keeps at exit what is being written just now, beside the file in use', async () => {
    let queue = new TestQueue(createTestDirectory());
    await queue.append('r1');
    const append = { envelope: TEST_ENVELOPE, payload: encodeTestRecords('r2', 'r3'), count: 2, ownerState: '' };
    queue.writer.appendAtExit([append]);
    appendFileSync(segments(queue.directory)[0] as string, 'half a blo');
    queue = await reopen(queue);
    expect(await queue.takeAll()).toEqual(['r1', 'r2', 'r3']);
    expect(queue.lost).toEqual([]);
    await queue.close();
  });
});

describe('a queue', () => {
  const action = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('append' as const), count: fc.integer({ min: 1, max: 4 }) }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('take' as const), count: fc.integer({ min: 1, max: 6 }) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('crash' as const), count: fc.nat(40) }) },
  );

  it('delivers every record in order and none twice, whatever the order of writes, reads and crashes in mid-write', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(action, { maxLength: 25 }),
        fc.integer({ min: 300, max: 3_000 }),
        async (actions, segmentBytes) => {
          const directory = createTestDirectory();
          let queue = new TestQueue(directory, segmentBytes);
          let next = 0;
          const taken: string[] = [];
          for (const { kind, count } of actions) {
            if (kind === 'append') await queue.append(...Array.from({ length: count }, () => `r${next++}`));
            else if (kind === 'take') taken.push(...(await queue.take(count)));
            else {
              await queue.close();
              const last = segments(directory).at(-1);
              if (last !== undefined && count > 0) appendFileSync(last, encodeTestRecords('r999').subarray(0, count));
              queue = new TestQueue(directory, segmentBytes);
            }
          }
          taken.push(...(await queue.takeAll()));
          await queue.close();
          expect(taken).toEqual(Array.from({ length: next }, (_, i) => `r${i}`));
          expect(queue.lost).toEqual([]);
          rmSync(directory, { recursive: true });
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);
});
