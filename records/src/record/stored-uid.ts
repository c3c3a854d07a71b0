import { ATTR_RECORD_UID } from '@botscope/conventions';
import type { LokiEntry } from '../loki/loki-entry.ts';
import { readAttribute } from './read-attribute.ts';

/** The uid that an entry carries; undefined when it has none. */
export function readStoredUid(entry: LokiEntry): string | undefined {
  return readAttribute(entry, ATTR_RECORD_UID) || undefined;
}
