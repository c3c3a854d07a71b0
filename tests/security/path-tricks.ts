/** Where a Viewer may start: wildcards pass on what follows them, the third is an exact route. */
const STARTS: readonly { readonly path: string; readonly depth: number }[] = [
  { path: 'records/loki/api/v1/label/', depth: 5 },
  { path: 'traces/api/v2/traces/', depth: 4 },
  { path: 'records/loki/api/v1/labels/', depth: 5 },
];

/** Spellings of "one folder up" that some server on the way might resolve. */
const UPS: readonly string[] = [
  '../',
  './../',
  '%2e%2e/',
  '%2E%2E/',
  '.%2e/',
  '%2e./',
  '..%2f',
  '%2e%2e%2F',
  '%252e%252e/',
  '%252e%252e%252f',
  '..;/',
  '..;x=1/',
  '..%3b/',
  '..\\',
  '..%5c',
  '%2e%2e%5C',
  '..//',
  '....//',
  '..%00/',
  '..%20/',
  '..%c0%af',
  '%c0%ae%c0%ae/',
  '..%ef%bc%8f',
];

/** Spellings of a path itself. */
const SPELLINGS: readonly ((path: string) => string)[] = [
  (path) => path,
  (path) => `/${path}`,
  (path) => `./${path}`,
  (path) => `;/${path}`,
  (path) => `%2f${path}`,
  (path) => `\\${path}`,
  (path) => `x/../${path}`,
  (path) => `x;/../${path}`,
  (path) => `${path}/`,
  (path) => `${path};x=1`,
  (path) => `${path}%00`,
  (path) => `${path}%23`,
  (path) => `${path}%3f`,
  (path) => path.replace('/', '//'),
  (path) => path.replace('/', '/./'),
  (path) => path.replace('/', ';/'),
  (path) => path.replace('/', '%2f'),
  (path) => path.replace('/', '%252f'),
  (path) => path.replace('/', '\\'),
  (path) => path.replace('/', '%5c'),
  (path) => path.replace(/^./, (first) => `%${first.charCodeAt(0).toString(16)}`),
  (path) => path.toUpperCase(),
];

/** Paths that mean another one to whoever resolves them: from a Viewer's route upwards, and odd spellings of itself. */
export function toTrickPaths(path: string): readonly string[] {
  const upwards = STARTS.flatMap((start) => UPS.map((up) => start.path + up.repeat(start.depth) + path));
  return [...upwards, ...SPELLINGS.map((spell) => spell(path))];
}
