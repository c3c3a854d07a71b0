import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const MODULE = new URL('./keep-alive.ts', import.meta.url).href;

function runProgram(wait: string): number | null {
  const program = `import { keepAlive } from '${MODULE}'; const later = () => new Promise((resolve) => setTimeout(resolve, 1).unref()); await ${wait};`;
  return spawnSync(process.execPath, ['--input-type=module', '--eval', program]).status;
}

describe('keepAlive', () => {
  it('has a program live until an unreferenced timer has settled what it awaits, and no longer', () => {
    expect(runProgram('later()')).toBe(13);
    expect(runProgram('keepAlive(later())')).toBe(0);
  });
});
