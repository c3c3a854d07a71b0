import type { JsonPath } from './ast.ts';

const FIRST_STEP = /^(?:([A-Za-z_][\w]*)|\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\])/;
const NEXT_STEP = /^(?:\.([A-Za-z_][\w]*)|\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\])/;

/** A path of a `json` stage: `request.headers["User-Agent"]`, `servers[0]`. Undefined when it is none. */
export function parseJsonPath(text: string): JsonPath | undefined {
  const path: (string | number)[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const match = (path.length === 0 ? FIRST_STEP : NEXT_STEP).exec(rest);
    if (match === null) return undefined;
    const [whole, member, quoted, position] = match;
    path.push(position === undefined ? (member ?? (quoted ?? '').replaceAll(/\\(.)/g, '$1')) : Number(position));
    rest = rest.slice(whole.length);
  }
  return path.length === 0 ? undefined : path;
}
