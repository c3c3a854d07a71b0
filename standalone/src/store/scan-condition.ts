import type { SQLInputValue } from 'node:sqlite';
import { COLUMN_OF_NAME, LABEL_NAMES } from './attribute-name.ts';
import type { Origin } from './origin.ts';
import type { LineText, RecordScan, ScanHints } from './record-reader.ts';
import { OWN_METADATA_NAMES } from './stored-row.ts';
import type { Stream } from './stream.ts';

/** A narrowing of a scan as SQL; it may let through what the hints exclude, never the other way round. */
export interface ScanCondition {
  /** A boolean expression. */
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
  /** Whether an index other than that of time finds the rows. */
  readonly isIndexed: boolean;
}

/** What is known of a file's rows without reading them. */
export interface FileKeys {
  readonly streams: readonly (readonly [id: number, stream: Stream])[];
  readonly origins: readonly (readonly [id: number, origin: Origin])[];
}

const EVERYTHING: ScanCondition = { sql: 'TRUE', values: [], isIndexed: false };
const NOTHING: ScanCondition = { sql: 'FALSE', values: [], isIndexed: false };

/** The condition of a scan for one file, or undefined when no row of it can meet the hints. */
export function buildScanCondition(
  { hints, anyOf, lineTexts = [] }: Pick<RecordScan, 'hints' | 'anyOf' | 'lineTexts'>,
  keys: FileKeys,
): ScanCondition | undefined {
  const alternatives = anyOf === undefined ? EVERYTHING : joinOr(anyOf.map((one) => fromHints(one, keys)));
  const texts = lineTexts.map((item) => joinOr(item.map(fromLineText)));
  const condition = joinAnd([fromHints(hints, keys), alternatives, ...texts]);
  return condition === NOTHING ? undefined : condition;
}

function fromHints(hints: ScanHints, keys: FileKeys): ScanCondition {
  return joinAnd(Object.entries(hints).map(([name, values]) => fromHint(name, values, keys)));
}

function fromHint(name: string, values: readonly string[], keys: FileKeys): ScanCondition {
  if (values.length === 0) return NOTHING;
  if (LABEL_NAMES.has(name)) return fromLabel(name, values, keys);
  // Absent metadata counts as "": nothing stored tells such a record.
  if (values.includes('')) return EVERYTHING;
  const column = COLUMN_OF_NAME.get(name);
  if (column !== undefined) return { sql: `${column} IN (${marks(values)})`, values, isIndexed: true };
  if (name === 'trace_id') return fromOwnText('trace', values);
  if (name === 'span_id') return fromOwnText('span', values);
  return OWN_METADATA_NAMES.has(name) ? EVERYTHING : fromAttribute(name, values, keys);
}

/** Streams whose label fits, and those whose records may carry metadata of that name. */
function fromLabel(name: string, values: readonly string[], keys: FileKeys): ScanCondition {
  const ids = keys.streams
    .filter(([, stream]) => stream.isShadowed || values.includes(stream.labels[name] ?? ''))
    .map(([id]) => id);
  if (ids.length === 0) return NOTHING;
  if (ids.length === keys.streams.length) return EVERYTHING;
  return { sql: `stream IN (${ids.join(',')})`, values: [], isIndexed: false };
}

/** Rows without an id of their own may carry an attribute of that name. */
function fromOwnText(column: string, values: readonly string[]): ScanCondition {
  return { sql: `${column} IN ('', ${marks(values)})`, values, isIndexed: false };
}

/** Rows whose origin has the value, or in whose attributes its text occurs at all: reading the JSON costs far more. */
function fromAttribute(name: string, values: readonly string[], keys: FileKeys): ScanCondition {
  if (values.some((value) => !isWrittenAsItReads(value))) return EVERYTHING;
  const origins = keys.origins.filter(([, origin]) => values.includes(origin.metadata.get(name) ?? ''));
  const texts = values.map((value) => JSON.stringify(value).slice(1, -1));
  const occurs = texts.map(() => 'instr(attrs, ?) > 0').join(' OR ');
  return {
    sql: `(origin IN (${origins.map(([id]) => id).join(',')}) OR ${occurs})`,
    values: texts,
    isIndexed: false,
  };
}

/** Read in SQL, lines without the text never become strings here. */
function fromLineText({ text, ignoreCase }: LineText): ScanCondition {
  if (ignoreCase) return fromAnyCase(text);
  if (text === '' || !text.isWellFormed() || text.includes('\0')) return EVERYTHING;
  return { sql: 'instr(body, ?) > 0', values: [text], isIndexed: false };
}

/** The length that SQLite tells of a text ends at a zero, behind which LIKE sees nothing either. */
const IS_BEYOND_ASCII = 'octet_length(body) > length(body)';

function fromAnyCase(text: string): ScanCondition {
  const pattern = toLikePattern(text);
  const beyondAscii: ScanCondition = { sql: IS_BEYOND_ASCII, values: [], isIndexed: false };
  const like: ScanCondition = {
    sql: `(body LIKE ? ESCAPE '\\' OR (${IS_BEYOND_ASCII} AND instr(body, char(0)) > 0))`,
    values: [`%${pattern}%`],
    isIndexed: false,
  };
  return joinAnd([isBeyondAscii(text) ? beyondAscii : EVERYTHING, pattern === '' ? EVERYTHING : like]);
}

/** The long s and the Kelvin sign are an s and a k where upper and lower case are the same. */
function isBeyondAscii(text: string): boolean {
  return /[^\0-\x7f\u017f\u212a]/.test(text);
}

/** SQLite refuses very long patterns. */
const MAX_PATTERN_CHARACTERS = 200;

/** Any one character stands for those whose other case SQLite does not know, such as s, k and all beyond ASCII. */
function toLikePattern(text: string): string {
  const characters = [...text].slice(0, MAX_PATTERN_CHARACTERS);
  const isPlain = (character: string) => /^[\x20-\x7e]$/.test(character) && !/[sk]/i.test(character);
  const [first, last] = [characters.findIndex(isPlain), characters.findLastIndex(isPlain)];
  if (first < 0) return '';
  const between = characters.slice(first, last + 1);
  return between.map((one) => (isPlain(one) ? one.replace(/[%_\\]/, '\\$&') : '_')).join('');
}

/** Lists and numbers that JSON does not have are not stored as the text that queries see. */
function isWrittenAsItReads(value: string): boolean {
  return !/^([[{]|json: )/.test(value);
}

function joinAnd(conditions: readonly ScanCondition[]): ScanCondition {
  if (conditions.includes(NOTHING)) return NOTHING;
  const narrowing = conditions.filter((condition) => condition !== EVERYTHING);
  return (
    join(
      narrowing,
      ' AND ',
      narrowing.some((condition) => condition.isIndexed),
    ) ?? EVERYTHING
  );
}

function joinOr(conditions: readonly ScanCondition[]): ScanCondition {
  if (conditions.includes(EVERYTHING)) return EVERYTHING;
  const possible = conditions.filter((condition) => condition !== NOTHING);
  return (
    join(
      possible,
      ' OR ',
      possible.every((condition) => condition.isIndexed),
    ) ?? NOTHING
  );
}

function join(conditions: readonly ScanCondition[], operator: string, isIndexed: boolean): ScanCondition | undefined {
  if (conditions.length < 2) return conditions[0];
  const sql = `(${conditions.map((condition) => condition.sql).join(operator)})`;
  return { sql, values: conditions.flatMap((condition) => condition.values), isIndexed };
}

function marks(values: readonly string[]): string {
  return values.map(() => '?').join(', ');
}
