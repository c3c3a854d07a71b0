import { JsonNumberText, isContainer } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

const SEED = 0x811c9dc5;
const PRIME = 0x01000193;

/** Hashes by structure: equal values have equal hashes, different ones seldom, so equality is still to be checked. Remembers every container, so that nesting costs nothing. */
export interface StructuralHasher {
  (value: JsonValue): number;
}

/** A hasher whose memory lasts as long as itself; the values must not change meanwhile. Iterative. */
export function createStructuralHasher(): StructuralHasher {
  const known = new Map<JsonValue, number>();
  return (value) => {
    if (!isContainer(value)) return hashScalar(value);
    if (!known.has(value)) hashContainers(value, known);
    return childHash(value, known);
  };
}

/** Lists the containers, each before those inside it, and hashes them in the opposite order. */
function hashContainers(root: JsonValue[] | JsonObject, known: Map<JsonValue, number>): void {
  const listed = [root];
  for (const container of listed) {
    if (Array.isArray(container)) {
      for (const child of container) if (isContainer(child) && !known.has(child)) listed.push(child);
      continue;
    }
    for (const key of Object.keys(container)) {
      const child = container[key];
      if (isContainer(child) && !known.has(child)) listed.push(child);
    }
  }
  for (const container of listed.reverse()) {
    known.set(container, Array.isArray(container) ? hashArray(container, known) : hashObject(container, known));
  }
}

function hashArray(elements: JsonValue[], known: ReadonlyMap<JsonValue, number>): number {
  let hash = SEED;
  for (const element of elements) hash = mix(hash, childHash(element, known));
  return hash;
}

/** The sum over the members, because their order is no difference. */
function hashObject(members: JsonObject, known: ReadonlyMap<JsonValue, number>): number {
  let sum = 1;
  for (const key of Object.keys(members)) {
    sum = (sum + mix(hashText(key), childHash(members[key] as JsonValue, known))) | 0;
  }
  return sum;
}

function childHash(child: JsonValue, known: ReadonlyMap<JsonValue, number>): number {
  return isContainer(child) ? (known.get(child) ?? 0) : hashScalar(child);
}

function hashScalar(value: Exclude<JsonValue, JsonValue[] | JsonObject>): number {
  if (typeof value === 'string') return hashText(value);
  if (value instanceof JsonNumberText) return hashText(value.text);
  return hashText(String(value));
}

function hashText(text: string): number {
  let hash = SEED ^ text.length;
  for (let index = 0; index < text.length; index += 1) hash = mix(hash, text.charCodeAt(index));
  return hash;
}

function mix(hash: number, value: number): number {
  return Math.imul(hash ^ value ^ (value >>> 15), PRIME);
}
