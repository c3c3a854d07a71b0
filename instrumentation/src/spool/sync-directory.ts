import { closeSync, fdatasyncSync, fsyncSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Where nobody may open or sync a directory, its entries are the system's business. */
const UNSYNCABLE = new Set(['EACCES', 'EPERM', 'EINVAL', 'EISDIR', 'ENOTSUP', 'EROFS']);

/** A new file survives a power cut only when its directory does. Rejects with the file system's error. */
export async function syncDirectory(path: string): Promise<void> {
  // Windows syncs no directories, and loses no entries of files that are synced.
  if (process.platform === 'win32') return;
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** The same for all directories above one, whoever made them and when. */
export async function syncAncestors(directory: string): Promise<void> {
  const parent = dirname(directory);
  if (parent === directory) return;
  await syncDirectory(parent).catch((error: NodeJS.ErrnoException) => {
    if (!UNSYNCABLE.has(error.code ?? '')) throw error;
  });
  await syncAncestors(parent);
}

/** Makes sure of a file that a process left behind which may have died before it had. Throws the file system's error. */
export function syncLeftFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
  if (process.platform === 'win32') return;
  const directory = openSync(dirname(path), 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
