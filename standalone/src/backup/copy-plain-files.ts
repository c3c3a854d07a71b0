import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Names below a data directory that are not copied as they are. Spools hold what is on its way and where an audit
 * chain stands: an old one put back would number new records like those already stored. The last three are other
 * programs' stores, which have ways of their own.
 */
export const LEFT_OUT: ReadonlySet<string> = new Set(['store', 'spool', 'loki', 'tempo', 'otelcol']);

const isDatabase = (name: string): boolean => /\.sqlite(-wal|-shm|-journal)?$/.test(name);

/** Copies the files of a directory that are no databases, and those below it. Answers how many. */
export function copyPlainFiles(from: string, to: string): number {
  let files = 0;
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, copy] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory() && !LEFT_OUT.has(entry.name)) {
      mkdirSync(copy, { recursive: true, mode: statSync(source).mode });
      files += copyPlainFiles(source, copy);
    } else if (entry.isFile() && !isDatabase(entry.name)) {
      files += copyFile(source, copy);
    }
  }
  return files;
}

/** Answers 0 for a file that was removed meanwhile. */
function copyFile(from: string, to: string): number {
  try {
    writeFileSync(to, readFileSync(from), { mode: statSync(from).mode, flush: true });
    return 1;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}
