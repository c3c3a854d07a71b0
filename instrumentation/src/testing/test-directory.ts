import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new directory that is deleted when the test is over. */
export function createTestDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'botscope-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Paths of all files below a directory. */
export function listFiles(directory: string): string[] {
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name);
    return statSync(path).isDirectory() ? listFiles(path) : [path];
  });
}

/** Bytes of all files below a directory, for searches. */
export function readAll(directory: string): Buffer {
  return Buffer.concat(listFiles(directory).map((path) => readFileSync(path)));
}
