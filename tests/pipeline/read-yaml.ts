import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** Text of a file of the repository. */
export function readText(path: string): string {
  return readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
}

/** Content of a YAML file of the repository, in the shape that the test expects of it. */
export function readYaml<Shape>(path: string): Shape {
  return parse(readText(path), { merge: true }) as Shape;
}

/**
 * Names of the variables that a configuration reads, as `${env:NAME}`, `${NAME}` or `$NAME`. Neither `$$` nor what stands
 * in a comment is a reference.
 */
export function listReferences(text: string): string[] {
  const withoutEscapes = text.replace(/^\s*#.*$/gm, '').replaceAll('$$', '');
  const names = [...withoutEscapes.matchAll(/\$(?:\{(?:env:)?)?([A-Z][A-Z0-9_]+)/g)].map(([, name]) => name ?? '');
  return [...new Set(names)].sort();
}
