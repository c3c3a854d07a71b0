// What something was made of, as one text.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const NOT_BUILT = /\.(test|spec)\.[cm]?tsx?$/;

/**
 * All files of some sources; a test is no source of what is built.
 * @param {string} root
 * @param {readonly string[]} sources Files and directories, relative to the root.
 * @returns {string[]} Relative paths, sorted.
 * @throws Error that names a source that is missing.
 */
export function listFiles(root, sources) {
  const files = sources.flatMap((source) => {
    const path = join(root, source);
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && !NOT_BUILT.test(entry.name))
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  });
  return files.map((file) => relative(root, file)).sort();
}

/**
 * SHA-256 (hex) over names and contents of some sources: it differs when any of them does.
 * @param {string} root
 * @param {readonly string[]} sources Files and directories, relative to the root.
 * @returns {string}
 */
export function hashSources(root, sources) {
  const hash = createHash('sha256');
  for (const file of listFiles(root, sources)) {
    const content = readFileSync(join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
