import { verifyChain, type ChainEntry } from '@botscope/audit-chain';
import { ATTR_RECORD_UID, EVENT_AUDIT_CHANGE, toLokiName } from '@botscope/conventions';
import type { OtlpLogRecord } from '@botscope/otlp';

/** The number that a fault programme puts into an audit change's state after. */
export function toChangeNumber(record: OtlpLogRecord): number {
  return (JSON.parse(record.body as string) as { after: { n: number } }).after.n;
}

/** Audit changes among records. */
export function listChanges(records: Iterable<OtlpLogRecord>): OtlpLogRecord[] {
  return [...records].filter(({ eventName }) => eventName === EVENT_AUDIT_CHANGE);
}

/** Identity of a record. */
export function toUid(record: OtlpLogRecord): string {
  return record.attributes[ATTR_RECORD_UID] as string;
}

/** What a verifier finds wrong with the chains of audit changes, in words. */
export function findChainFaults(changes: readonly OtlpLogRecord[]): string[] {
  return verifyChain(changes.map(toChainEntry)).findings.map(({ words }) => words);
}

/** An audit record as a reader gets it from Loki. */
function toChainEntry(record: OtlpLogRecord): ChainEntry {
  const attributes = Object.entries(record.attributes).map(([name, value]) => [toLokiName(name), `${value as string}`]);
  return {
    uid: toUid(record),
    timestampUnixNano: record.timestampUnixNano,
    body: record.body as string,
    attributes: Object.fromEntries(attributes) as Record<string, string>,
  };
}
