import { parseRecord, type BotRecord, type LokiEntry } from '@botscope/records';

/** A record's entry as text for the state file, so that its mail can be written after a restart. */
export function serializeCause(entry: LokiEntry): string {
  return JSON.stringify({ ...entry, timestampUnixNano: entry.timestampUnixNano.toString() });
}

/** The record of {@link serializeCause}. */
export function parseCause(text: string): BotRecord {
  const entry = JSON.parse(text) as Omit<LokiEntry, 'timestampUnixNano'> & { timestampUnixNano: string };
  return parseRecord({ ...entry, timestampUnixNano: BigInt(entry.timestampUnixNano) });
}
