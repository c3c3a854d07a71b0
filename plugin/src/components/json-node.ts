import { JsonNumberText } from '@botscope/delta';

/** A JSON value as it is shown. */
export type JsonNode =
  | { readonly kind: 'string' | 'number' | 'word'; readonly text: string }
  | { readonly kind: 'leftOut'; readonly sizeBytes: number }
  | {
      readonly kind: 'container';
      readonly isArray: boolean;
      readonly size: number;
      /** The first members with their key or index. */
      readonly members: (limit: number) => readonly (readonly [key: string, value: unknown])[];
    };

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
  const members = (limit: number) => value.slice(0, limit).map((item, index) => [String(index), item] as const);
  return { kind: 'container', isArray: true, size: value.length, members };
}

function describeObject(value: Readonly<Record<string, unknown>>): JsonNode {
  const keys = Object.keys(value);
  const truncated = value.$truncated;
  if (keys.length === 1 && typeof truncated === 'number') return { kind: 'leftOut', sizeBytes: truncated };
  const members = (limit: number) => keys.slice(0, limit).map((key) => [key, value[key]] as const);
  return { kind: 'container', isArray: false, size: keys.length, members };
}
