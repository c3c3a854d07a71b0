import {
  ATTR_BOT_ID,
  ATTR_DEPLOYMENT_ENVIRONMENT_NAME,
  ATTR_OUTCOME,
  ATTR_RECORD_KIND,
  ATTR_RETENTION,
  ATTR_SERVICE_NAME,
  ATTR_SERVICE_NAMESPACE,
  toLokiName,
  toRetentionClass,
  type RetentionClass,
} from '@botscope/conventions';
import type { LabelMap } from './record-reader.ts';

/** A set of index labels, and what follows from it. */
export interface Stream {
  readonly labels: LabelMap;
  /** Text that is equal exactly for equal streams. */
  readonly key: string;
  readonly retentionClass: RetentionClass;
  /** Records of it may carry metadata with the name of an index label, so labels alone never exclude them. */
  readonly isShadowed: boolean;
}

const KIND = toLokiName(ATTR_RECORD_KIND);
const OUTCOME = toLokiName(ATTR_OUTCOME);
const RETENTION = toLokiName(ATTR_RETENTION);

/** Index labels from the resource, in the order of `INDEXED_RESOURCE_ATTRIBUTES`. */
export const RESOURCE_LABELS = [ATTR_SERVICE_NAME, ATTR_SERVICE_NAMESPACE, ATTR_DEPLOYMENT_ENVIRONMENT_NAME].map(
  toLokiName,
);
/** Index labels from the record, in the order of `INDEXED_LOG_ATTRIBUTES`. */
export const LOG_LABELS = [ATTR_RECORD_KIND, ATTR_OUTCOME, ATTR_BOT_ID, ATTR_RETENTION].map(toLokiName);

/** Creates a stream; entries with an empty value are no labels. */
export function createStream(entries: readonly (readonly [string, string])[], isShadowed: boolean): Stream {
  const labels = Object.create(null) as Record<string, string>;
  const present = entries.filter(([, value]) => value !== '').sort(([left], [right]) => (left < right ? -1 : 1));
  for (const [name, value] of present) labels[name] = value;
  return {
    labels: Object.freeze(labels),
    key: JSON.stringify([present, isShadowed]),
    retentionClass: toRetentionClass(labels[KIND] ?? '', labels[OUTCOME] ?? '', labels[RETENTION]),
    isShadowed,
  };
}

/** The stream whose key this is. */
export function parseStream(key: string): Stream {
  const [entries, isShadowed] = JSON.parse(key) as [[string, string][], boolean];
  return createStream(entries, isShadowed);
}
