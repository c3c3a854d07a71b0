import {
  ATTR_CONVERSATION_ID,
  ATTR_EVENT,
  ATTR_OUTCOME,
  ATTR_RECORD_KIND,
  CONVERSATION_ID_ALIASES,
} from '@botscope/conventions';
import type { AttributeMap, AttributeValue, OtlpLogRecord } from '@botscope/otlp';

/** Severity numbers from here on are errors. */
const SEVERITY_ERROR = 17;

/**
 * A record with what our pages need, where its sender did not set it: kind `log`, the event's name, the outcome by
 * severity, the conversation UID under our name. An empty text counts as not set. The Collector's `transform/labels` does the
 * same.
 */
export function applyDefaults(record: OtlpLogRecord): OtlpLogRecord {
  const { attributes } = record;
  const defaults: [string, AttributeValue][] = [];
  if (isAbsent(attributes, ATTR_RECORD_KIND)) defaults.push([ATTR_RECORD_KIND, 'log']);
  if (isAbsent(attributes, ATTR_EVENT) && record.eventName !== '') defaults.push([ATTR_EVENT, record.eventName]);
  if (isAbsent(attributes, ATTR_OUTCOME)) {
    defaults.push([ATTR_OUTCOME, record.severityNumber >= SEVERITY_ERROR ? 'error' : 'success']);
  }
  if (isAbsent(attributes, ATTR_CONVERSATION_ID)) {
    const alias = CONVERSATION_ID_ALIASES.find((name) => !isAbsent(attributes, name));
    if (alias !== undefined) defaults.push([ATTR_CONVERSATION_ID, attributes[alias] ?? null]);
  }
  return defaults.length === 0 ? record : { ...record, attributes: withEntries(attributes, defaults) };
}

function isAbsent(attributes: AttributeMap, name: string): boolean {
  return (attributes[name] ?? '') === '';
}

function withEntries(attributes: AttributeMap, entries: readonly (readonly [string, AttributeValue])[]): AttributeMap {
  const copy = Object.assign(Object.create(null) as Record<string, AttributeValue>, attributes);
  for (const [name, value] of entries) copy[name] = value;
  return copy;
}
