import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';

/** Gives a file another name in its directory: after a crash it has the one or the other. */
export function moveDurably(from: string, to: string): void {
  renameSync(from, to);
  // Windows cannot open a directory, and needs no such step.
  if (process.platform !== 'win32') sync(dirname(to), 'r');
}

/** Puts on the disk what was written to a file. */
export function syncFile(path: string): void {
  sync(path, 'r+');
}

function sync(path: string, flags: 'r' | 'r+'): void {
  const handle = openSync(path, flags);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
