import { describe, expect, it } from 'vitest';
import { CheckpointSchedule } from './checkpoint-schedule.ts';

describe('CheckpointSchedule', () => {
  it('makes a checkpoint every 1,000 entries, and none without new ones', async () => {
    let made = 0;
    const schedule = new CheckpointSchedule(() => Promise.resolve(++made));
    for (let i = 0; i < 2_500; i++) schedule.count();
    expect(made).toBe(2);
    await schedule.checkpoint();
    expect(made).toBe(3);
    await schedule.checkpoint();
    expect(made).toBe(3);
  });

  it('survives one that cannot be made', async () => {
    const schedule = new CheckpointSchedule(() => Promise.reject(new Error('no disk')));
    schedule.count();
    await expect(schedule.checkpoint()).resolves.toBeUndefined();
  });
});
