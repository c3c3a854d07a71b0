import { describe, expect, it, onTestFinished } from 'vitest';
import type { EncodableLogRecord } from '@botscope/otlp';
import { createTestDirectory } from '../testing/test-directory.ts';
import { TEST_ENVELOPE, toTestRecord } from '../testing/test-record.ts';
import { OrdinaryQueue } from './ordinary-queue.ts';
import { PositionFile } from './position-file.ts';
import { QueueCounters } from './queue-counters.ts';
import { QueueFiles } from './queue-files.ts';
import { QueueReader } from './queue-reader.ts';
import { QueueWriter } from './queue-writer.ts';

const LENGTH = 1_000;

/** A queue that nobody reads, with what has been encoded so far. */
function open(toEncodable: (text: string) => EncodableLogRecord = toTestRecord): {
  readonly queue: OrdinaryQueue<string>;
  readonly counters: QueueCounters;
  readonly encoded: string[];
} {
  const directory = createTestDirectory();
  const files = new QueueFiles(directory, [], 0);
  const counters = new QueueCounters();
  const writer = new QueueWriter(files, '', { segmentBytes: 1 << 22, sync: false, nowMillis: () => 1 });
  const reader = new QueueReader(files, new PositionFile(`${directory}/position`), () => {});
  const encoded: string[] = [];
  const queue = new OrdinaryQueue<string>({
    writer,
    reader,
    counters,
    quotaBytes: 1 << 30,
    writeWithinMillis: 40,
    memoryBytes: 1 << 26,
    toEncodable: (text) => {
      encoded.push(text);
      return toEncodable(text);
    },
  });
  onTestFinished(async () => {
    await queue.flush();
    await writer.close();
  });
  return { queue, counters, encoded };
}

describe('OrdinaryQueue', () => {
  it('encodes no record within its caller, and all in their order', async () => {
    const { queue, encoded } = open();
    const texts = Array.from({ length: 200 }, (_, i) => `r${i}`);
    for (const text of texts) queue.emit(TEST_ENVELOPE, text, LENGTH);
    expect(encoded).toEqual([]);
    expect(queue.pending).toBe(200);
    await queue.allWritten();
    expect(encoded).toEqual(texts);
    expect(queue.pending).toBe(0);
  });

  it('encodes at once what may change afterwards, after what came before it', () => {
    const { queue, encoded } = open();
    queue.emit(TEST_ENVELOPE, 'r1', LENGTH);
    queue.emit(TEST_ENVELOPE, 'r2');
    expect(encoded).toEqual(['r1', 'r2']);
  });

  it('keeps no more than a bounded part waiting, also when a loop never pauses', async () => {
    const { queue, encoded } = open();
    for (let i = 0; i < 20_000; i++) queue.emit(TEST_ENVELOPE, `r${i}`, LENGTH);
    expect(20_000 - encoded.length).toBeLessThan(1_100);
    await queue.allWritten();
    expect(encoded).toEqual(Array.from({ length: 20_000 }, (_, i) => `r${i}`));
  });

  it('counts a record that cannot be encoded, and keeps the others', async () => {
    const { queue, counters, encoded } = open((text) => {
      if (text === 'r1') throw new Error('no');
      return toTestRecord(text);
    });
    for (const text of ['r0', 'r1', 'r2']) queue.emit(TEST_ENVELOPE, text, LENGTH);
    await queue.allWritten();
    expect(encoded).toEqual(['r0', 'r1', 'r2']);
    expect(counters).toMatchObject({ emitted: 3, dropped: { encoding: 1 } });
  });

  it('counts what it gives up, also what was not encoded yet', () => {
    const { queue, counters } = open();
    queue.emit(TEST_ENVELOPE, 'r1', LENGTH);
    queue.abandon();
    expect(counters.dropped).toEqual({ shutdown: 1 });
    expect(queue.pending).toBe(0);
  });
});
