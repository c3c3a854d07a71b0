import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { BUILDS } from './builds.mjs';
import { listFiles } from './hash-sources.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** The import statements of a formatted file, also those over several lines, and what it loads later. */
const IMPORT = /^(?:import|export|\})(?:.* from)? '([^']+)'|\bimport\('([^']+)'\)/gm;

/** What a file imports from this repository, relative to the root; packages from the registry are in the lock file. */
function listImports(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(IMPORT)].flatMap(([, atStart, later]) => {
    const name = atStart ?? later ?? '';
    if (name.startsWith('.')) return [join(dirname(file), name)];
    const workspace = /^@botscope\/([a-z-]+)/.exec(name)?.[1];
    return workspace === undefined ? [] : [join(workspace, 'src', 'index.ts')];
  });
}

const isBelow = (path: string, sources: readonly string[]) =>
  sources.some((source) => path === source || path.startsWith(`${source}/`));

describe('BUILDS', () => {
  it.each(BUILDS)('names everything that the $name is built from', ({ sources }) => {
    const files = listFiles(root, sources).filter((file) => /\.[cm]?tsx?$/.test(file));
    expect(files.length).toBeGreaterThan(5);
    const imports = files.flatMap(listImports).filter((path) => existsSync(join(root, path)));
    expect(imports.length).toBeGreaterThan(5);
    expect(imports.filter((path) => !isBelow(path, sources))).toEqual([]);
  });

  it.each(BUILDS)('includes the locked packages in the $name', ({ sources }) => {
    expect(sources).toContain('package-lock.json');
  });
});
