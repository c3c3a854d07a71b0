import { ATTR_EVENT } from '@botscope/conventions';
import type { LokiEntry } from '../loki/loki-entry.ts';
import type { BotRecord } from './bot-record.ts';
import { createFieldReader } from './field-reader.ts';
import { parseJsonText } from './json-object.ts';
import { toRecordCommon } from './record-common.ts';
import { findRecordReader } from './record-readers.ts';

/**
 * A record from an entry of the log store. Never throws: what is missing or cannot be read is absent, and a body that
 * should be a JSON object and is none says so in `bodyError`.
 */
export function parseRecord(entry: LokiEntry): BotRecord {
  const fields = createFieldReader(entry);
  const common = toRecordCommon(entry, fields);
  const read = findRecordReader(fields.text(ATTR_EVENT), common.kind);
  return read({ common, fields, body: parseJsonText(entry.line) });
}
