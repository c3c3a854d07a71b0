import { ATTR_CONVERSATION_ID, ATTR_RECORD_UID, ATTR_TURN_ID } from '@botscope/conventions';
import type { AttributeMap, AttributeValue } from '@botscope/otlp';

/** Replaces what a text shows to be a secret by its own form; the same text where there is none. */
export type ScanText = (text: string) => string;

/** Names under which records find each other: one that looks like a number of a card must stay what it is. */
const IDENTITIES: ReadonlySet<string> = new Set([ATTR_RECORD_UID, ATTR_CONVERSATION_ID, ATTR_TURN_ID]);

/** An attribute's value without secrets; the same value where there are none. */
export function scanAttribute<Value extends AttributeValue>(key: string, value: Value, scan: ScanText): Value {
  return (typeof value === 'string' || typeof value === 'object') && !IDENTITIES.has(key)
    ? (scanValue(value, scan) as Value)
    : value;
}

/** A value without secrets, also deep within; the same value where there are none. */
export function scanValue(value: AttributeValue, scan: ScanText): AttributeValue {
  if (typeof value === 'string') return scan(value);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return isList(value) ? scanList(value, scan) : scanMap(value, scan);
}

function scanList(list: readonly AttributeValue[], scan: ScanText): readonly AttributeValue[] {
  let copy: AttributeValue[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const element = list[i] as AttributeValue;
    const scanned = scanValue(element, scan);
    if (copy === undefined && scanned !== element) copy = list.slice(0, i);
    copy?.push(scanned);
  }
  return copy ?? list;
}

function scanMap(map: AttributeMap, scan: ScanText): AttributeMap {
  const entries = Object.entries(map);
  const scanned = entries.map(([key, member]) => [scan(key), scanValue(member, scan)] as const);
  const isClean = scanned.every(([key, member], i) => key === entries[i]?.[0] && member === entries[i][1]);
  return isClean ? map : Object.fromEntries(scanned);
}

/** `Array.isArray` does not narrow a readonly array. */
function isList(value: readonly AttributeValue[] | AttributeMap): value is readonly AttributeValue[] {
  return Array.isArray(value);
}
