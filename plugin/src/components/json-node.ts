import { JsonNumberText } from '@botscope/delta';
import { formatSize } from '../lib/size.ts';

/** A JSON value as it is shown. */
export type JsonNode =
  | { readonly kind: 'string' | 'number' | 'word'; readonly text: string }
  /** A stand-in for what was not recorded, in words. */
  | { readonly kind: 'leftOut'; readonly text: string }
  | JsonContainer;

/** An array or object. */
export interface JsonContainer {
  readonly kind: 'container';
  readonly isArray: boolean;
  readonly size: number;
  /** Its members with their key or index. */
  readonly members: () => readonly (readonly [key: string, value: unknown])[];
}

/** What to show for a value. Strings stand in quotes with JSON's escapes; numbers kept as text stay as they were written. */
export function describeJson(value: unknown): JsonNode {
  if (value instanceof JsonNumberText) return { kind: 'number', text: value.text };
  if (typeof value === 'string') return { kind: 'string', text: JSON.stringify(value) };
  if (typeof value === 'number') return { kind: 'number', text: String(value) };
  if (typeof value !== 'object' || value === null) return { kind: 'word', text: String(value) };
  if (Array.isArray(value)) return describeArray(value);
  return describeObject(value as Readonly<Record<string, unknown>>);
}

function describeArray(value: readonly unknown[]): JsonNode {
  const members = () => value.map((item, index) => [String(index), item] as const);
  return { kind: 'container', isArray: true, size: value.length, members };
}

function describeObject(value: Readonly<Record<string, unknown>>): JsonNode {
  const keys = Object.keys(value);
  const reason = keys.length === 1 ? toReason(value) : undefined;
  if (reason !== undefined) return { kind: 'leftOut', text: reason };
  const members = () => keys.map((key) => [key, value[key]] as const);
  return { kind: 'container', isArray: false, size: keys.length, members };
}

/** Why a value was not recorded. */
function toReason({ $truncated, $omitted }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof $truncated === 'number') return `left out, too large to keep: ${formatSize($truncated)}`;
  return $omitted === 'policy' ? 'left out by the capture settings' : undefined;
}
