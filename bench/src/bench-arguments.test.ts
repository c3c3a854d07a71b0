import { describe, expect, it } from 'vitest';
import { readBenchArguments } from './bench-arguments.ts';

describe('readBenchArguments', () => {
  it('takes rows, switches, a size and a directory', () => {
    expect(readBenchArguments(['Q3', '--table', '--records=1000', '--corpus=/some/where'])).toEqual({
      rows: ['Q3'],
      write: false,
      build: false,
      table: true,
      full: false,
      records: 1000,
      corpusDirectory: '/some/where',
    });
  });

  it('names an argument that it does not know, instead of measuring without it', () => {
    expect(() => readBenchArguments(['--backend'])).toThrow('--backend is no argument');
  });
});
