import { ATTR_RECORD_UID } from '@botscope/conventions';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toRecord } from '../../test/test-entries.ts';
import { createRecordWindow } from './record-window.ts';

const record = (index: number) =>
  toRecord(BigInt(index) * 1_000_000n, { [ATTR_RECORD_UID]: `u${String(index).padStart(6, '0')}` });
const indexes = (records: readonly { readonly uid: string }[]) => records.map(({ uid }) => Number(uid.slice(1)));

describe('createRecordWindow', () => {
  it('holds each record once and in order, however often and late it comes', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(60), { maxLength: 20 }), { maxLength: 10 }), (batches) => {
        const window = createRecordWindow(100);
        for (const batch of batches) window.add(batch.map(record));
        expect(indexes(window.view().records)).toEqual([...new Set(batches.flat())].sort((a, b) => a - b));
      }),
    );
  });

  it('keeps the newest records and counts those that had to go', () => {
    const window = createRecordWindow(3);
    window.add([1, 2, 3, 4, 5].map(record));
    window.add([6].map(record));
    expect(indexes(window.view().records)).toEqual([4, 5, 6]);
    expect(window.view().evictedCount).toBe(3);
  });

  it('says which records it did not know', () => {
    const window = createRecordWindow(10);
    window.add([1, 2].map(record));
    expect(indexes(window.add([2, 3, 3].map(record)))).toEqual([3]);
  });

  it('lets records wait while it is paused, and loses none of them', () => {
    const window = createRecordWindow(10);
    window.add([record(1)]);
    window.pause();
    window.add([2, 3].map(record));
    window.add([3].map(record));
    expect(window.view()).toMatchObject({ waitingCount: 2, isPaused: true });
    expect(indexes(window.view().records)).toEqual([1]);
    window.resume();
    expect(indexes(window.view().records)).toEqual([1, 2, 3]);
    expect(window.view()).toMatchObject({ waitingCount: 0, isPaused: false });
  });

  it('has bounds while it is paused as well, and tells what they cost', () => {
    const window = createRecordWindow(2);
    window.pause();
    window.add([1, 2, 3].map(record));
    expect(window.view().waitingCount).toBe(3);
    window.resume();
    expect(indexes(window.view().records)).toEqual([2, 3]);
    expect(window.view().evictedCount).toBe(1);
  });

  it('does not bring back what was cleared, but takes what is new', () => {
    const window = createRecordWindow(10);
    window.add([1, 2].map(record));
    window.clear();
    window.add([1, 2, 3].map(record));
    expect(indexes(window.view().records)).toEqual([3]);
  });

  it('gives the same view until something changes', () => {
    const window = createRecordWindow(10);
    window.add([record(1)]);
    const before = window.view();
    window.add([record(1)]);
    expect(window.view()).toBe(before);
    window.add([record(2)]);
    expect(window.view()).not.toBe(before);
  });
});
