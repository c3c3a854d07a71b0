/** Entries as the log store gives them. */
import { INDEXED_LOG_ATTRIBUTES, INDEXED_RESOURCE_ATTRIBUTES, toLokiName } from '@botscope/conventions';
import type { LokiEntry } from '../src/loki/loki-entry.ts';
import type { BotRecord } from '../src/record/bot-record.ts';
import { parseRecord } from '../src/record/parse-record.ts';

const INDEXED = new Set([...INDEXED_RESOURCE_ATTRIBUTES, ...INDEXED_LOG_ATTRIBUTES].map(toLokiName));

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An entry with attributes by their names as emitted; indexed ones become labels. */
export function toEntry(timestampUnixNano: bigint, attributes: Attributes, body: unknown = {}): LokiEntry {
  const labels: Record<string, string> = { service_name: 'shop-bot' };
  const metadata: Record<string, string> = {};
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    const name = toLokiName(attribute);
    (INDEXED.has(name) ? labels : metadata)[name] = String(value);
  }
  return { timestampUnixNano, line: typeof body === 'string' ? body : JSON.stringify(body), labels, metadata };
}

/** A record with attributes by their names as emitted. */
export function toRecord(timestampUnixNano: bigint, attributes: Attributes, body?: unknown): BotRecord {
  return parseRecord(toEntry(timestampUnixNano, attributes, body));
}

/** A uid that no other call gives. */
export function nextUid(): string {
  return `01TESTUID${String(++uidCount).padStart(17, '0')}`;
}
let uidCount = 0;
