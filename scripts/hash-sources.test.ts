import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hashSources } from './hash-sources.mjs';

const SOURCES = ['src', '.config', 'package.json'];

function makeRoot() {
  const root = mkdtempSync(join(tmpdir(), 'botscope-sources-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const write = (file: string, text: string) => writeFileSync(join(root, file), text);
  mkdirSync(join(root, 'src', 'deep'), { recursive: true });
  mkdirSync(join(root, '.config'));
  write('package.json', '{}');
  write('.config/rules.ts', 'rules');
  write('src/a.ts', 'a');
  write('src/deep/b.ts', 'b');
  write('beside.ts', 'beside');
  return { root, write, hash: () => hashSources(root, SOURCES) };
}

describe('hashSources', () => {
  it('is the same for the same files, wherever they are and whenever they were written', () => {
    expect(makeRoot().hash()).toBe(makeRoot().hash());
    const { hash, write } = makeRoot();
    const before = hash();
    write('src/deep/b.ts', 'b');
    expect(hash()).toBe(before);
    expect(before).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each<[string, (made: ReturnType<typeof makeRoot>) => void]>([
    ['a file in a directory', ({ write }) => write('src/deep/b.ts', 'B')],
    ['a file that is named itself', ({ write }) => write('package.json', '{ }')],
    ['a file in a directory that begins with a dot', ({ write }) => write('.config/rules.ts', 'other rules')],
    ['a file that is new', ({ write }) => write('src/c.ts', '')],
    ['a file that is gone', ({ root }) => rmSync(join(root, 'src/a.ts'))],
    ['the name of a file', ({ root }) => renameSync(join(root, 'src/a.ts'), join(root, 'src/z.ts'))],
    [
      'where one file ends and the next begins',
      ({ root, write }) => {
        write('src/a.ts', 'asrc/deep/b.tsb');
        rmSync(join(root, 'src/deep/b.ts'));
      },
    ],
  ])('changes with %s', (_, change) => {
    const made = makeRoot();
    const before = made.hash();
    change(made);
    expect(made.hash()).not.toBe(before);
  });

  it('does not change with what is no source', () => {
    const { write, hash } = makeRoot();
    const before = hash();
    write('beside.ts', 'changed');
    write('src/a.test.ts', 'a test');
    write('src/deep/b.spec.tsx', 'a test');
    expect(hash()).toBe(before);
  });

  it('names a source that is missing', () => {
    expect(() => hashSources(makeRoot().root, ['src', 'gone'])).toThrow(/gone/);
  });
});
