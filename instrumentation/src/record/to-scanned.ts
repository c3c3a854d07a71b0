import type { EncodableLogRecord } from '@botscope/otlp';
import { scanAttribute, scanValue, type ScanText } from './scan-value.ts';

/** A record of the application's own without what `scan` replaces. */
export function toScanned(record: EncodableLogRecord, scan: ScanText): EncodableLogRecord {
  const { keys, values } = record.attributes;
  return {
    ...record,
    body: scanValue(record.body, scan),
    attributes: { keys, values: values.map((value, i) => scanAttribute(keys[i] as string, value, scan)) },
  };
}
