import { describe, expect, it } from 'vitest';
import { createTestDirectory } from '../testing/test-directory.ts';
import { listSlots, takeSlot, tryToTakeSlot } from './slot.ts';

describe('takeSlot', () => {
  it('never gives a slot to two at once, and takes a free one over', () => {
    const spool = createTestDirectory();
    const first = takeSlot(spool);
    const second = takeSlot(spool);
    expect([first.number, second.number]).toEqual([1, 2]);
    expect(tryToTakeSlot(spool, 1)).toBeUndefined();
    first.lock.release();
    const third = takeSlot(spool);
    expect(third.number).toBe(1);
    expect(listSlots(spool)).toEqual([1, 2]);
    second.lock.release();
    third.lock.release();
  });
});
