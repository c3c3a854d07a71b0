import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeWhenStale } from './make-when-stale.mjs';

function open() {
  const directory = mkdtempSync(join(tmpdir(), 'botscope-made-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const output = join(directory, 'index.html');
  const stampFile = join(directory, 'stamps', 'page');
  const made: string[] = [];
  const make = (wanted: string) =>
    makeWhenStale({ output, stampFile, wanted }, async () => {
      made.push(wanted);
      writeFileSync(output, wanted);
    });
  const breakOff = (wanted: string) =>
    makeWhenStale({ output, stampFile, wanted }, () => Promise.reject(new Error('cut short')));
  return { output, stampFile, made, make, breakOff };
}

describe('makeWhenStale', () => {
  it('makes what is not there, once', async () => {
    const { make, made } = open();
    expect(await make('1')).toBe(true);
    expect(await make('1')).toBe(false);
    expect(made).toEqual(['1']);
  });

  it('makes again what was made of something else', async () => {
    const { make, made } = open();
    for (const wanted of ['1', '2', '1']) await make(wanted);
    expect(made).toEqual(['1', '2', '1']);
  });

  it.each(['output', 'stampFile'] as const)('makes again when its %s is gone', async (file) => {
    const opened = open();
    await opened.make('1');
    rmSync(opened[file]);
    await opened.make('1');
    expect(opened.made).toEqual(['1', '1']);
  });

  it('makes again after a failure, also what was there before', async () => {
    const { make, breakOff, made } = open();
    await make('1');
    await expect(breakOff('2')).rejects.toThrow('cut short');
    await make('1');
    expect(made).toEqual(['1', '1']);
  });
});
