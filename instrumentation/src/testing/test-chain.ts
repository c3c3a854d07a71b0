import type { ChainEntry } from '@botscope/audit-chain';
import { toLokiName } from '@botscope/conventions';
import type { OtlpLogRecord } from '@botscope/otlp';

/** An audit record as a reader gets it from Loki. */
export function toChainEntry(record: OtlpLogRecord): ChainEntry {
  const attributes = Object.entries(record.attributes).map(([name, value]) => [toLokiName(name), `${value as string}`]);
  return {
    uid: record.attributes['log.record.uid'] as string,
    timestampUnixNano: record.timestampUnixNano,
    body: record.body as string,
    attributes: Object.fromEntries(attributes) as Record<string, string>,
  };
}
