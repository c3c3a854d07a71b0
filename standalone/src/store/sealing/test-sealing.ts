import { readdirSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sealDurably } from '../sealed/seal-durably.ts';
import { isSealed, parseFileName } from '../store-files.ts';
import type { SealFile } from './sealing-queue.ts';

/** Seals files in the thread of the test. */
export interface TestSealing {
  readonly sealFile: SealFile;
  /** Resolves when no file waits any more. */
  settle(): Promise<void>;
}

/** Sealing without a thread; files of which `accepts` says no cannot be sealed. */
export function createTestSealing(accepts: (path: string) => boolean = () => true): TestSealing {
  let calls = 0;
  return {
    sealFile: async (from, to) => {
      calls += 1;
      await nextTurn();
      if (!accepts(from)) throw new Error('this file is not to be sealed');
      sealDurably(from, to);
    },
    async settle() {
      for (let before = -1; before !== calls;) {
        before = calls;
        for (let turn = 0; turn < 4; turn++) await nextTurn();
      }
    },
  };
}

/** Names of the files of a series by what they are. */
export function listFiles(directory: string): { readonly sealed: string[]; readonly unsealed: string[] } {
  const names = readdirSync(directory).filter((name) => parseFileName(name) !== undefined);
  return { sealed: names.filter(isSealed), unsealed: names.filter((name) => !isSealed(name)) };
}
