import type { HeaderPairs } from './wire-tap.ts';

const FIRST_LINE = /^\S+ \S+ HTTP\/\d\.\d\r\n/;

/** Headers of a request's head as it is written to a connection, without its first line and what HTTP/2 has in its place. */
export function parseHead(head: string): HeaderPairs {
  return head
    .replace(FIRST_LINE, '')
    .split('\r\n')
    .flatMap((line) => {
      const colon = line.indexOf(':');
      return colon < 1 ? [] : [[line.slice(0, colon), line.slice(colon + 1).trim()] as const];
    });
}

/** Headers from a list of names and values in turn, as texts or bytes; a value may be a list. */
export function toHeaderPairs(list: unknown): HeaderPairs {
  if (!Array.isArray(list)) return fromObject(list);
  const pairs: (readonly [string, string])[] = [];
  for (let i = 0; i + 1 < list.length; i += 2) {
    for (const value of [list[i + 1]].flat() as unknown[]) pairs.push([toText(list[i]), toText(value)]);
  }
  return pairs;
}

function fromObject(headers: unknown): HeaderPairs {
  if (typeof headers !== 'object' || headers === null) return [];
  return Object.entries(headers).flatMap(([name, value]) =>
    ([value].flat() as unknown[]).map((one) => [name, toText(one)] as const),
  );
}

function toText(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value);
}
