import { describe, expect, it } from 'vitest';
import { TEST_ENVELOPE, toTestRecord } from '../testing/test-record.ts';
import { AuditQueue } from './audit-queue.ts';
import { QueueCounters } from './queue-counters.ts';
import type { Append, QueueWriter } from './queue-writer.ts';

/** A writer whose writes wait to be finished by the test. */
class TestWriter {
  readonly appends: Append[] = [];
  private pending: { resolve: () => void; reject: (error: Error) => void }[] = [];

  append(append: Append): Promise<void> {
    this.appends.push(append);
    return new Promise((resolve, reject) => this.pending.push({ resolve, reject }));
  }

  async finish(error?: Error): Promise<void> {
    while (this.pending.length === 0) await Promise.resolve();
    const write = this.pending.shift();
    if (error === undefined) write?.resolve();
    else write?.reject(error);
  }
}

/** A chain of letters: the state is the text so far. */
function createQueue(writer: TestWriter, state = ''): AuditQueue<string, string> {
  return new AuditQueue<string, string>({
    writer: writer as unknown as QueueWriter,
    counters: new QueueCounters(),
    state,
    seal: (draft, before) => {
      if (draft === 'bad') throw new Error('cannot be sealed');
      return { record: toTestRecord(draft), receipt: before + draft, state: before + draft };
    },
  });
}

describe('AuditQueue', () => {
  it('acknowledges only after the write, and writes together what came meanwhile', async () => {
    const writer = new TestWriter();
    const queue = createQueue(writer);
    const acknowledged: string[] = [];
    const append = (draft: string): Promise<unknown> =>
      queue.append(TEST_ENVELOPE, draft).then((receipt) => acknowledged.push(receipt));
    const first = append('a');
    while (writer.appends.length === 0) await Promise.resolve();
    const others = ['b', 'c', 'd'].map(append);
    expect(acknowledged).toEqual([]);
    await writer.finish();
    await first;
    expect(acknowledged).toEqual(['a']);
    await writer.finish();
    await Promise.all(others);
    expect(acknowledged).toEqual(['a', 'ab', 'abc', 'abcd']);
    expect(writer.appends.map(({ count, ownerState }) => [count, ownerState])).toEqual([
      [1, 'a'],
      [3, 'abcd'],
    ]);
  });

  it('rejects every record of a write that failed, and goes on with the chain as it was before', async () => {
    const writer = new TestWriter();
    const queue = createQueue(writer, 'x');
    const failed = ['a', 'b'].map((draft) => queue.append(TEST_ENVELOPE, draft));
    await writer.finish(new Error('ENOSPC'));
    for (const promise of failed) await expect(promise).rejects.toThrow('ENOSPC');
    const next = queue.append(TEST_ENVELOPE, 'c');
    await writer.finish();
    expect(await next).toBe('xc');
  });

  it('rejects a record that cannot be sealed, and only that one', async () => {
    const writer = new TestWriter();
    const queue = createQueue(writer);
    const [bad, good] = [queue.append(TEST_ENVELOPE, 'bad'), queue.append(TEST_ENVELOPE, 'a')];
    await expect(bad).rejects.toThrow('cannot be sealed');
    await writer.finish();
    expect(await good).toBe('a');
  });
});
