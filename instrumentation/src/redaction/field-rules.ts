import { JsonNumberText, parseJson, stringifyJson, type JsonValue } from '@botscope/delta';
import type { FieldRule, RecordField } from '../api/redaction.ts';
import type { SecretPrinter } from './secret-printer.ts';

/** What an application decides about parts of its records. */
export interface FieldRules {
  /** A record's body after the rules; the same text where none applies. */
  readonly applyToText: (event: string, text: string) => string;
  /** The same of a body that is a value still. */
  readonly applyToValue: <Value>(event: string, value: Value) => Value;
  /** An attribute after the rules; undefined: it is left out. */
  readonly applyToAttribute: (event: string, name: string, value: unknown) => unknown;
}

/** What the rules work with. */
export interface FieldRulesOptions {
  readonly print: SecretPrinter;
  /** Counts a rule that failed, by what stands in place of the value. */
  readonly count: (reason: string) => void;
  /** Milliseconds that only go forward. */
  readonly nowMillis?: () => number;
}

type Container = Record<string, unknown>;

const ATTRIBUTES = 'attributes.';
const FAILED = 'hook failed';
const SLOW = 'hook too slow';
const LONGEST_CALL_MILLIS = 50;
const PAUSE_MILLIS = 10_000;

/** The rules by path, compiled; undefined where there are none. */
export function createFieldRules(
  fields: Readonly<Record<string, FieldRule>> | undefined,
  options: FieldRulesOptions,
): FieldRules | undefined {
  const entries = Object.entries(fields ?? {});
  if (entries.length === 0) return undefined;
  const rules = entries.map(([path, rule]) => ({ path, segments: path.split('.'), decide: toDecision(rule, options) }));
  const apply = (event: string, body: unknown): boolean =>
    rules.map(({ segments, decide }) => applyAt(event, body, segments, '', decide)).includes(true);
  return {
    applyToText: (event, text) => {
      const body = parseJson(text);
      return apply(event, body) ? stringifyJson(body) : text;
    },
    applyToValue: (event, value) => {
      apply(event, value);
      return value;
    },
    applyToAttribute: (event, name, value) =>
      rules
        .filter(({ path }) => path === ATTRIBUTES + name)
        .reduce((current, { path, decide }) => decide({ event, path, value: current }), value),
  };
}

type Decision = (field: RecordField) => unknown;

/** Applies a rule to every member that a path leads to; whether anything has changed. A name may hold dots. */
function applyAt(event: string, value: unknown, segments: readonly string[], path: string, decide: Decision): boolean {
  if (typeof value !== 'object' || value === null || value instanceof JsonNumberText) return false;
  const container = value as Container;
  let hasChanged = false;
  for (const name of Object.keys(container)) {
    const used = countSegments(name, segments);
    if (used === 0) continue;
    const place = path === '' ? name : `${path}.${name}`;
    const rest = segments.slice(used);
    if (rest.length > 0) hasChanged = applyAt(event, container[name], rest, place, decide) || hasChanged;
    else
      hasChanged = replaceMember(container, name, decide({ event, path: place, value: container[name] })) || hasChanged;
  }
  return hasChanged;
}

/** How many segments a member's name takes: one, more where the name holds dots, 0 where it is another. */
function countSegments(name: string, segments: readonly string[]): number {
  if (segments[0] === '*') return 1;
  const own = name.split('.').length;
  return segments.slice(0, own).join('.').toLowerCase() === name.toLowerCase() ? own : 0;
}

function replaceMember(container: Container, name: string, replacement: unknown): boolean {
  if (replacement === container[name]) return false;
  if (replacement === undefined && !Array.isArray(container)) delete container[name];
  else container[name] = replacement ?? null;
  return true;
}

function toDecision(rule: FieldRule, options: FieldRulesOptions): Decision {
  if (rule === 'drop') return () => undefined;
  if (rule === 'print') return ({ value }) => options.print(toText(value));
  return guardHook(rule, options);
}

/** What a hook throws, or returns that is no JSON, never gets further; one that takes long is left alone for a while. */
function guardHook(
  hook: Exclude<FieldRule, string>,
  { count, nowMillis = () => performance.now() }: FieldRulesOptions,
): Decision {
  let pausedUntil = -Infinity;
  const fail = (reason: string): string => {
    count(reason);
    return `[${reason}]`;
  };
  return (field) => {
    const startedAt = nowMillis();
    if (startedAt < pausedUntil) return fail(SLOW);
    try {
      const given = toPlain(field.value);
      const result = hook({ ...field, value: given });
      if (nowMillis() - startedAt <= LONGEST_CALL_MILLIS) return result === given ? field.value : toJsonValue(result);
      pausedUntil = nowMillis() + PAUSE_MILLIS;
      return fail(SLOW);
    } catch {
      return fail(FAILED);
    }
  };
}

/** Undefined as it is. @throws TypeError for what has no JSON text, such as a promise or a function. */
function toJsonValue(result: unknown): unknown {
  if (result === undefined || typeof result === 'string') return result;
  if (result instanceof Promise) throw new TypeError('A hook returns a value or nothing, no promise.');
  return parseJson(JSON.stringify(result));
}

/** A hook gets plain values: its own copy, large numbers as their digits. */
function toPlain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return JSON.parse(stringifyJson(value as JsonValue), (_, member: unknown, context?: { source?: string }) =>
    typeof member === 'number' && !Number.isSafeInteger(member) && Number.isInteger(member)
      ? (context?.source ?? member)
      : member,
  ) as unknown;
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : stringifyJson(value as JsonValue);
}
