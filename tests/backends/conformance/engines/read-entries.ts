import { isDeepStrictEqual } from 'node:util';
import { LABEL_TIME_SHARD } from './accepted-differences.ts';
import type { EngineAnswer } from './ask-engine.ts';

/** A log entry as an engine gives it. */
export interface EngineEntry {
  readonly timestampUnixNano: bigint;
  readonly line: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
}

interface Stream {
  readonly stream: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [string, string, { readonly structuredMetadata?: Record<string, string> }?])[];
}

/** The entries in an answer, in one order: newest first, then by content. Throws for an answer other than 200. */
export function readEntries({ status, text }: EngineAnswer): EngineEntry[] {
  if (status !== 200) throw new Error(`${status}: ${text}`);
  const { data } = JSON.parse(text) as { readonly data: { readonly result: readonly Stream[] } };
  const entries = data.result.flatMap(({ stream, values }) => {
    const labels = withoutGuesses(stream);
    return values.map(([time, line, { structuredMetadata = {} } = {}]) => ({
      ...{ timestampUnixNano: BigInt(time), line, labels },
      metadata: withoutGuesses(structuredMetadata),
    }));
  });
  return entries.sort(compareEntries);
}

/** Accepted: time shards, and levels where a record has no severity or another's word for it. */
function withoutGuesses(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { [LABEL_TIME_SHARD]: _shard, detected_level: level, ...rest } = labels;
  const names = Object.keys(rest);
  if (level === undefined || !names.includes('severity_number') || names.some(isLevelName)) return rest;
  return { ...rest, detected_level: level };
}

const isLevelName = (name: string): boolean => /^(level|lvl|severity|severitytext)$/i.test(name);

function compareEntries(a: EngineEntry, b: EngineEntry): number {
  if (a.timestampUnixNano !== b.timestampUnixNano) return a.timestampUnixNano > b.timestampUnixNano ? -1 : 1;
  return toKey(a) < toKey(b) ? -1 : 1;
}

const keys = new WeakMap<EngineEntry, string>();

/** Made only where times are equal, and once. */
function toKey(entry: EngineEntry): string {
  const known = keys.get(entry);
  if (known !== undefined) return known;
  const sorted = (labels: object) => Object.entries(labels).sort(([x], [y]) => (x < y ? -1 : 1));
  const key = JSON.stringify([sorted(entry.metadata), sorted(entry.labels), entry.line]);
  keys.set(entry, key);
  return key;
}

const SHOWN_CHARACTERS = 300;

function toText(value: unknown): string {
  const text = JSON.stringify(value, (_name, member: unknown) =>
    typeof member === 'bigint' ? String(member) : member,
  );
  return (text ?? 'nothing').slice(0, SHOWN_CHARACTERS);
}

/** The first difference between two lists of entries in words; undefined when they are equal. */
export function describeDifference(loki: readonly EngineEntry[], ours: readonly EngineEntry[]): string | undefined {
  if (isDeepStrictEqual(loki, ours)) return undefined;
  for (const [index, entry] of loki.entries()) {
    const other = ours[index];
    for (const part of ['timestampUnixNano', 'line', 'labels', 'metadata'] as const) {
      if (isDeepStrictEqual(entry[part], other?.[part])) continue;
      const where = `of ${loki.length} and ${ours.length} entries number ${index}`;
      return `${where}, ${part}: Loki has ${toText(entry[part])}, standalone ${toText(other?.[part])} (line ${toText(entry.line)})`;
    }
  }
  return `Loki has ${loki.length} entries, standalone ${ours.length}: ${toText(ours[loki.length])}`;
}
