import { describe, expect, it } from 'vitest';
import { commitAll } from './commit-all.ts';

function createFile(name: string, log: string[], failing: string[] = []) {
  const step = (what: string) => () => {
    log.push(`${what} ${name}`);
    if (failing.includes(what)) throw new Error(`${what} ${name} failed`);
  };
  return { commit: step('commit'), rollback: step('rollback'), undo: (id: bigint) => step(`undo ${id}`)() };
}

describe('commitAll', () => {
  it('commits every file', () => {
    const log: string[] = [];
    commitAll([createFile('a', log), createFile('b', log)], 5n);
    expect(log).toEqual(['commit a', 'commit b']);
  });

  it('takes everything back when one commit fails', () => {
    const log: string[] = [];
    const files = [createFile('a', log), createFile('b', log, ['commit']), createFile('c', log)];
    expect(() => commitAll(files, 5n)).toThrow('commit b failed');
    expect(log).toEqual(['commit a', 'commit b', 'rollback b', 'rollback c', 'undo 5 a']);
  });

  it('fails with the first reason when taking back fails too', () => {
    const log: string[] = [];
    const files = [createFile('a', log, ['undo 5']), createFile('b', log, ['commit', 'rollback'])];
    expect(() => commitAll(files, 5n)).toThrow('commit b failed');
    expect(log).toEqual(['commit a', 'commit b', 'rollback b', 'undo 5 a', 'rollback a']);
  });
});
