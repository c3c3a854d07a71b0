// Makes what is not there, or was made of something else.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes something unless it was made of exactly this, and remembers of what. While it is being made it counts as not made:
 * one that is cut short is made again.
 * @param {{output: string, stampFile: string, wanted: string}} thing What must exist, where to remember, and of what.
 * @param {() => Promise<unknown>} make
 * @returns {Promise<boolean>} Whether it was made.
 */
export async function makeWhenStale({ output, stampFile, wanted }, make) {
  if (existsSync(output) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return false;
  rmSync(stampFile, { force: true });
  await make();
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, wanted);
  return true;
}
