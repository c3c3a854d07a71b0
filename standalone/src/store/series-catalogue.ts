import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { moveDurably } from './move-durably.ts';

/** A file that takes no more items. */
export interface ClosedFile {
  readonly name: string;
  readonly minUnixNano: bigint;
  readonly maxUnixNano: bigint;
  readonly firstId: bigint;
  readonly lastId: bigint;
}

/** The files of one series, oldest first. Readers in other threads follow it. */
export interface SeriesCatalogue {
  readonly closed: readonly ClosedFile[];
  /** The file that takes new items; undefined when the next item starts one. */
  readonly live: string | undefined;
}

/** File name of the catalogue in a series' directory. */
export const CATALOGUE_FILE = 'catalogue.json';

/** What a directory without a catalogue holds. */
export const EMPTY_CATALOGUE: SeriesCatalogue = { closed: [], live: undefined };

/** Reads a catalogue; undefined when it is absent or was not written by this version. */
export function readCatalogue(directory: string): SeriesCatalogue | undefined {
  try {
    return parseCatalogue(readFileSync(join(directory, CATALOGUE_FILE), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Replaces a catalogue: after a crash the old or the new one is there. */
export function writeCatalogue(directory: string, catalogue: SeriesCatalogue): void {
  const path = join(directory, CATALOGUE_FILE);
  const file = openSync(`${path}.new`, 'w');
  try {
    writeSync(file, formatCatalogue(catalogue));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  moveDurably(`${path}.new`, path);
}

const BOUNDS = ['minUnixNano', 'maxUnixNano', 'firstId', 'lastId'] as const;

function formatCatalogue(catalogue: SeriesCatalogue): string {
  const closed = catalogue.closed.map((file) => ({
    name: file.name,
    ...Object.fromEntries(BOUNDS.map((bound) => [bound, file[bound].toString()])),
  }));
  return JSON.stringify({ version: 1, live: catalogue.live ?? null, closed });
}

function parseCatalogue(text: string): SeriesCatalogue | undefined {
  const value = JSON.parse(text) as {
    version?: number;
    live?: string | null;
    closed?: (Record<(typeof BOUNDS)[number], string> & { name: string })[];
  };
  if (value.version !== 1 || !Array.isArray(value.closed)) return undefined;
  return {
    live: value.live ?? undefined,
    closed: value.closed.map((file) => ({
      name: file.name,
      minUnixNano: BigInt(file.minUnixNano),
      maxUnixNano: BigInt(file.maxUnixNano),
      firstId: BigInt(file.firstId),
      lastId: BigInt(file.lastId),
    })),
  };
}
