import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VARIABLE_DATA_DIR } from '@botscope/conventions';
import { DEFAULT_CONTENT, type Content } from './content.ts';
import { narrowContent } from './narrow-content.ts';

/** Keeps the content in a file of the data directory. */
export interface ContentStore {
  read(): Content;
  /** @throws Error when the file cannot be written; then `read` gives what was there before. */
  write(content: Content): void;
}

/**
 * Opens the content of a data directory; a missing file is the default content.
 * @throws Error that names the file when it holds something else, or the directory when it cannot be used.
 */
export function openContentStore(directory: string): ContentStore {
  const file = join(directory, 'content.json');
  makeDirectory(directory);
  let content = existsSync(file) ? readContent(file) : DEFAULT_CONTENT;
  return {
    read: () => content,
    write: (next) => {
      writeFileSync(`${file}.new`, JSON.stringify(next, null, 2));
      renameSync(`${file}.new`, file);
      content = next;
    },
  };
}

/** The default content, kept as long as the process runs. */
export function createContentStore(): ContentStore {
  let content = DEFAULT_CONTENT;
  return {
    read: () => content,
    write: (next) => {
      content = next;
    },
  };
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
  } catch (error) {
    throw new Error(
      `${directory} cannot be used (${(error as Error).message}): set ${VARIABLE_DATA_DIR} to a directory that may be written to`,
      { cause: error },
    );
  }
}

function readContent(file: string): Content {
  const content = narrowContent(parse(readFileSync(file, 'utf8')));
  if (content) return content;
  throw new Error(`${file} cannot be read as the demo's content: remove it to start from the default`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
