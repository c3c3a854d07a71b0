import type { Path } from './json-value.ts';

/** A path as an RFC 6901 JSON Pointer: `/cards/0/title`; the whole value is the empty text. */
export function toJsonPointer(path: Path): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
