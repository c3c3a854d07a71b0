import { stringifyJson, type JsonValue } from '@botscope/delta';
import { describeJson } from './json-node.ts';
import { formatSize, measureBytes } from '../lib/size.ts';

/** The JSON text of a value as `JSON.parse` or `parseJson` gives it, on one line or indented. */
export function toJsonText(value: unknown, indent = 0): string {
  return stringifyJson(value as JsonValue, indent);
}

/** What stands for a value that is too large to show at once. */
export interface ValuePreview {
  /** Its beginning. Untrusted. */
  readonly beginning: string;
  /** `{3} · 9.8 KB`. */
  readonly summary: string;
}

/** Characters of JSON that are shown as they are. */
const SHORT = 240;
const BEGINNING = 120;

/** The preview of a large value; `undefined` for one that is short enough to show whole. */
export function toPreview(value: unknown): ValuePreview | undefined {
  const node = describeJson(value);
  if (node.kind === 'leftOut') return undefined;
  const text = toJsonText(value);
  if (text.length <= SHORT) return undefined;
  const size = formatSize(measureBytes(text));
  const members = node.kind === 'container' ? `${node.isArray ? `[${node.size}]` : `{${node.size}}`} · ` : '';
  return { beginning: text.slice(0, BEGINNING), summary: `${members}${size}` };
}
