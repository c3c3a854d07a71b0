import type { LabelMap } from '../../store/record-reader.ts';
import type { JsonPath } from '../logql/ast.ts';

const MAX_DEPTH = 100;

/** A number, kept as its source text so that large integers stay exact. */
interface RawNumber {
  readonly rawJSON: string;
}
/** Present in V8 since 2023, not yet in TypeScript's library. */
const RAW_JSON = JSON as unknown as {
  rawJSON(text: string): RawNumber;
  isRawJSON(value: unknown): value is RawNumber;
};

/** Labels of all members of a JSON object: nested names joined by `_`, arrays left out. Undefined when the line is no object. */
export function extractAllLabels(line: string): LabelMap | undefined {
  const document = parseDocument(line);
  if (!isObject(document)) return undefined;
  const labels = Object.create(null) as Record<string, string>;
  collect(document, '', labels, 0);
  return labels;
}

/** Labels found by paths; what a path does not find is the empty text. Undefined when the line is no object. */
export function extractLabels(
  line: string,
  fields: readonly { readonly name: string; readonly path: JsonPath }[],
): LabelMap | undefined {
  const document = parseDocument(line);
  if (!isObject(document)) return undefined;
  const labels = Object.create(null) as Record<string, string>;
  for (const { name, path } of fields) labels[name] = toText(follow(document, path)) ?? '';
  return labels;
}

/** A value in a JSON line: its label, its text, and the members that lead to it. */
export interface JsonLeaf {
  readonly name: string;
  readonly text: string;
  readonly path: readonly string[];
}

/** All that {@link extractAllLabels} finds, with the way to each. Undefined when the line is no object. */
export function readJsonLeaves(line: string): readonly JsonLeaf[] | undefined {
  const document = parseDocument(line);
  if (!isObject(document)) return undefined;
  const leaves = new Map<string, JsonLeaf>();
  collectLeaves(document, '', [], leaves);
  return [...leaves.values()];
}

function collectLeaves(
  object: Readonly<Record<string, unknown>>,
  prefix: string,
  path: readonly string[],
  leaves: Map<string, JsonLeaf>,
): void {
  for (const [key, value] of Object.entries(object)) {
    const name = prefix + toLabelName(key, prefix === '');
    const text = isObject(value) || Array.isArray(value) ? undefined : toText(value);
    if (isObject(value) && path.length < MAX_DEPTH) collectLeaves(value, `${name}_`, [...path, key], leaves);
    else if (text !== undefined && !leaves.has(name)) leaves.set(name, { name, text, path: [...path, key] });
  }
}

function parseDocument(line: string): unknown {
  try {
    return JSON.parse(line, keepNumberSource);
  } catch {
    return undefined;
  }
}

function keepNumberSource(this: unknown, _key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' && context?.source !== undefined ? RAW_JSON.rawJSON(context.source) : value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !RAW_JSON.isRawJSON(value);
}

function collect(
  object: Readonly<Record<string, unknown>>,
  prefix: string,
  labels: Record<string, string>,
  depth: number,
): void {
  for (const [key, value] of Object.entries(object)) {
    const name = prefix + toLabelName(key, prefix === '');
    if (isObject(value)) {
      if (depth < MAX_DEPTH) collect(value, `${name}_`, labels, depth + 1);
    } else if (!Array.isArray(value)) {
      const text = toText(value);
      if (text !== undefined) labels[name] ??= text;
    }
  }
}

function toLabelName(key: string, first: boolean): string {
  const name = key.replaceAll(/[^A-Za-z0-9_]/g, '_');
  return first && /^[0-9]/.test(name) ? `_${name}` : name;
}

/** Text of a leaf, JSON of an object or array; undefined for nothing. */
function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return undefined;
  return RAW_JSON.isRawJSON(value) ? value.rawJSON : JSON.stringify(value);
}

function follow(document: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof step === 'number') return Array.isArray(value) ? (value as unknown[])[step] : undefined;
    return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }, document);
}
