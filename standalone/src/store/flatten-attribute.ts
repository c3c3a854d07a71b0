import type { AttributeMap, AttributeValue } from '@botscope/otlp';
import { toLokiName } from '@botscope/conventions';
import { toValueText } from './value-text.ts';

/** Receives a name as Loki stores it, and the value's text. */
export type MetadataVisitor = (name: string, text: string) => void;

/** Visits what Loki makes of an attribute: one entry, or for a map one per leaf, names joined by `_`. */
export function visitMetadata(lokiName: string, value: AttributeValue, visit: MetadataVisitor): void {
  if (!isMap(value)) {
    visit(lokiName, toValueText(value));
    return;
  }
  for (const [name, child] of Object.entries(value)) visitMetadata(toLokiName(`${lokiName}_${name}`), child, visit);
}

/** Whether a value is a map. */
export function isMap(value: AttributeValue): value is AttributeMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}
