import type { HeaderPairs } from '../wire/wire-tap.ts';

/** Value of a header by its lower-case name; that sent first. */
export function findHeader(headers: HeaderPairs, name: string): string | undefined {
  return headers.find(([given]) => given.length === name.length && given.toLowerCase() === name)?.[1];
}
