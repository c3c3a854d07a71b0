import { describe, expect, it } from 'vitest';
import { GroupCommit } from './group-commit.ts';

describe('GroupCommit', () => {
  const options = { intervalMillis: 5, maxItems: 10 };

  it('commits what gathers together, and answers after the commit', async () => {
    const groups: string[][] = [];
    const commits = new GroupCommit<string>((batches) => groups.push([...batches]), options);
    await Promise.all(['a', 'b', 'c'].map((batch) => commits.add(batch, 1)));
    expect(groups).toEqual([['a', 'b', 'c']]);
  });

  it('takes no further batch into a commit that has enough items', async () => {
    const groups: string[][] = [];
    const commits = new GroupCommit<string>((batches) => groups.push([...batches]), options);
    await Promise.all(['a', 'b', 'c'].map((batch) => commits.add(batch, 9)));
    expect(groups).toEqual([['a', 'b'], ['c']]);
  });

  it('rejects only the batch that cannot be stored', async () => {
    const stored: string[] = [];
    const commits = new GroupCommit<string>((batches) => {
      if (batches.includes('bad')) throw new Error('cannot store');
      stored.push(...batches);
    }, options);
    const results = await Promise.allSettled(['a', 'bad', 'b'].map((batch) => commits.add(batch, 1)));
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(stored).toEqual(['a', 'b']);
  });

  it('commits what waits when it is closed, and takes nothing more', async () => {
    const stored: string[] = [];
    const commits = new GroupCommit<string>((batches) => stored.push(...batches), options);
    const waiting = commits.add('a', 1);
    commits.close();
    await waiting;
    expect(stored).toEqual(['a']);
    await expect(commits.add('b', 1)).rejects.toThrow('the store is closed');
  });
});
