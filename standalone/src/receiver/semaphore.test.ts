import { describe, expect, it } from 'vitest';
import { Semaphore } from './semaphore.ts';

describe('Semaphore', () => {
  it('runs as many tasks at a time as it has places, the others in order', async () => {
    const semaphore = new Semaphore(2);
    const started: number[] = [];
    const finish: (() => void)[] = [];
    const tasks = [0, 1, 2, 3].map((task) =>
      semaphore.run(() => {
        started.push(task);
        return new Promise<void>((resolve) => finish.push(resolve));
      }),
    );
    expect([started, semaphore.waiting]).toEqual([[0, 1], 2]);
    finish[1]?.();
    await tasks[1];
    expect([started, semaphore.waiting]).toEqual([[0, 1, 2], 1]);
    finish.forEach((done) => done());
    await Promise.all([tasks[0], tasks[2]]);
    finish[3]?.();
    await tasks[3];
    expect(started).toEqual([0, 1, 2, 3]);
  });

  it('gives its place back when a task fails', async () => {
    const semaphore = new Semaphore(1);
    await expect(semaphore.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await semaphore.run(() => Promise.resolve('next'))).toBe('next');
  });
});
