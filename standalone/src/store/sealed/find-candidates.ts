import { LABEL_NAMES } from '../attribute-name.ts';
import type { RecordScan, ScanHints, ValueTest } from '../record-reader.ts';
import type { Stream } from '../stream.ts';
import { joinRows, shareRows } from './row-sets.ts';
import { isIndexed } from './write-sealed-file.ts';

/** Rows that may meet the conditions of a scan; more may be among them, never less. */
export interface Candidates {
  /** In rising order; undefined = all. */
  readonly rows: Uint32Array | undefined;
  /** Accepted streams; undefined = all. */
  readonly streams: ReadonlySet<number> | undefined;
}

/** What is asked of a file to find candidates. */
export interface CandidateSource {
  readonly streams: readonly (readonly [id: number, stream: Stream])[];
  /** Rows with a value of some metadata, in rising order. */
  rowsWith(name: string, value: string): Uint32Array;
  /** Values of some metadata; undefined = too many to look at each. */
  valuesOf(name: string): readonly string[] | undefined;
}

const ALL: Candidates = { rows: undefined, streams: undefined };

/** The candidates of a scan, or undefined when no row of the file can meet the hints. */
export function findCandidates(
  { hints, anyOf, tests = [] }: Pick<RecordScan, 'hints' | 'anyOf' | 'tests'>,
  source: CandidateSource,
): Candidates | undefined {
  let found = fromHints(hints, source);
  if (anyOf !== undefined) found = found && shareWith(found, fromAlternatives(anyOf, source));
  for (const item of tests) found = found && shareWith(found, fromTests(item, source));
  return found;
}

/** Streams first, since they cost nothing; then one name after the other, for as long as rows are left. */
function fromHints(hints: ScanHints, source: CandidateSource): Candidates | undefined {
  const entries = Object.entries(hints);
  const ofLabels = entries.filter(([name]) => LABEL_NAMES.has(name));
  const ofMetadata = entries.filter(([name]) => !LABEL_NAMES.has(name));
  let found: Candidates | undefined = ALL;
  for (const [name, values] of [...ofLabels, ...ofMetadata]) {
    const next = LABEL_NAMES.has(name) ? fromLabel(name, values, source) : fromMetadata(name, values, source);
    found = next === undefined ? undefined : share(found, next);
    if (found === undefined) return undefined;
  }
  return found;
}

/** Streams whose label fits, and those whose records may carry metadata of that name. */
function fromLabel(name: string, values: readonly string[], { streams }: CandidateSource): Candidates | undefined {
  const accepted = streams.filter(([, stream]) => stream.isShadowed || values.includes(stream.labels[name] ?? ''));
  if (accepted.length === 0) return undefined;
  if (accepted.length === streams.length) return ALL;
  return { rows: undefined, streams: new Set(accepted.map(([id]) => id)) };
}

function fromMetadata(name: string, values: readonly string[], source: CandidateSource): Candidates | undefined {
  if (values.length === 0) return undefined;
  // Absent metadata counts as "": nothing tells such a record.
  if (values.includes('') || !isIndexed(name)) return ALL;
  const rows = joinRows(values.map((value) => source.rowsWith(name, value)));
  return rows.length === 0 ? undefined : { rows, streams: undefined };
}

/** Alternatives of which one takes every row narrow nothing, and so do those that name streams. */
function fromAlternatives(anyOf: readonly ScanHints[], source: CandidateSource): Candidates | undefined {
  const found = anyOf.flatMap((hints) => fromHints(hints, source) ?? []);
  if (found.length === 0) return undefined;
  const rows = found.map((one) => one.rows);
  return rows.includes(undefined)
    ? ALL
    : { rows: joinRows(rows.flatMap((one) => (one === undefined ? [] : [one]))), streams: undefined };
}

/** An item of which one test takes records without a value narrows nothing. */
function fromTests(item: readonly ValueTest[], source: CandidateSource): Candidates | undefined {
  const [only] = item;
  if (only !== undefined && item.length === 1 && LABEL_NAMES.has(only.name)) return fromLabelTest(only, source);
  const sets = item.map((test) => (LABEL_NAMES.has(test.name) ? undefined : rowsThatPass(test, source)));
  const present = sets.flatMap((set) => set ?? []);
  if (present.length < item.length) return ALL;
  const rows = joinRows(present);
  return rows.length === 0 ? undefined : { rows, streams: undefined };
}

function fromLabelTest({ name, holds }: ValueTest, source: CandidateSource): Candidates | undefined {
  const values = new Set(source.streams.map(([, stream]) => stream.labels[name] ?? ''));
  return fromLabel(name, [...values].filter(holds), source);
}

/** Undefined when they cannot be told. */
function rowsThatPass({ name, holds }: ValueTest, source: CandidateSource): Uint32Array | undefined {
  if (holds('') || !isIndexed(name)) return undefined;
  const values = source.valuesOf(name);
  return values === undefined ? undefined : joinRows(values.filter(holds).map((value) => source.rowsWith(name, value)));
}

function shareWith(left: Candidates, right: Candidates | undefined): Candidates | undefined {
  return right && share(left, right);
}

function share(left: Candidates, right: Candidates): Candidates | undefined {
  const rows = left.rows && right.rows ? shareRows(left.rows, right.rows) : (left.rows ?? right.rows);
  const streams =
    left.streams && right.streams ? shareStreams(left.streams, right.streams) : (left.streams ?? right.streams);
  return rows?.length === 0 || streams?.size === 0 ? undefined : { rows, streams };
}

function shareStreams(left: ReadonlySet<number>, right: ReadonlySet<number>): ReadonlySet<number> {
  return new Set([...left].filter((stream) => right.has(stream)));
}
