/** Conversations whose steps set and remove variables, and what the variables were after every step. */
import fc from 'fast-check';
import type { Conversation } from '../src/assembly/conversation.ts';
import { assembleConversation } from '../src/assembly/assemble-conversation.ts';
import type { LokiEntry } from '../src/loki/loki-entry.ts';
import { parseRecord } from '../src/record/parse-record.ts';
import type { ValueReader } from '../src/variables/value-reader.ts';
import { createConversation, START } from './test-conversation.ts';

/** A number with its digits. */
class Digits {
  readonly digits: string;
  constructor(digits: string) {
    this.digits = digits;
  }
}

type Reviver = (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown;

const keepDigits: Reviver = (_key, value, { source }) =>
  typeof value === 'number' && source !== undefined && source !== String(value) ? new Digits(source) : value;

/** Keeps the digits of numbers that JavaScript would round. */
export const EXACT_VALUES: ValueReader = {
  parse: (text) => JSON.parse(text, keepDigits as (this: unknown, key: string, value: unknown) => unknown) as unknown,
  numberText: (value) =>
    value instanceof Digits ? value.digits : typeof value === 'number' ? String(value) : undefined,
  mayRound: (text) => /\d{16}/.test(text),
};

/** One thing that a step does: a JSON text is set, `undefined` removes. */
export type Write = readonly [name: string, text: string | undefined];

/** A step's writes, or a turn's outside its steps. */
export type Writes = readonly Write[];

/** A turn of a sketch. */
export interface SketchTurn {
  readonly steps: readonly Writes[];
  /** What the turn does after its steps, in no step. */
  readonly outside?: Writes;
}

/** What is left out of a sketch's records. */
export interface SketchOptions {
  /** Default: it is stored. */
  readonly keepsStep?: (turn: number, step: number) => boolean;
  readonly hasSnapshots?: boolean;
}

/** JSON texts by name. */
export type TextState = ReadonlyMap<string, string>;

/** The records of a conversation as the instrumentation writes them, and the variables after each step. */
export function createVariableConversation(turns: readonly SketchTurn[], options: SketchOptions = {}) {
  const { keepsStep = () => true, hasSnapshots = true } = options;
  const make = createConversation();
  const entries: LokiEntry[] = [make.started(0)];
  const state = new Map<string, string>();
  const states: TextState[] = [];
  turns.forEach(({ steps, outside = [] }, turn) => {
    const before = new Map(state);
    steps.forEach((writes, step) => {
      const delta = apply(state, writes);
      const body = `{"variables":{"delta":${delta},"count":${state.size}}}`;
      const entry = make.step(turn * 100 + step + 1, turn + 1, step + 1, {}, body);
      if (keepsStep(turn + 1, step + 1)) entries.push(entry);
      states.push(new Map(state));
    });
    apply(state, outside);
    if (hasSnapshots) {
      const attributes = { 'bot.variables.trigger': 'turn_end' };
      entries.push(make.other(turn * 100 + 98, 'bot.variables.snapshot', 'step', turn + 1, attributes, toBody(state)));
    }
    const body = `{"variablesDelta":${toDelta(before, state)}}`;
    entries.push(make.turn(turn * 100 + 99, turn + 1, { 'bot.turn.step_count': steps.length }, body));
  });
  return { entries, states, end: new Map(state) as TextState };
}

/** A conversation of such records. */
export function assembleEntries(entries: readonly LokiEntry[]): Conversation {
  const nowUnixNano = START + 86_400_000_000_000n;
  const conversation = assembleConversation(entries.map(parseRecord), { nowUnixNano });
  if (conversation === undefined) throw new TypeError('no conversation');
  return conversation;
}

const NAMES = ['a', 'a.b', 'cart', '__proto__', 'constructor', 'hasOwnProperty', '', 'ünï', 'toString'];
const TEXTS = ['null', 'true', '0', '1', '9007199254740993', '9007199254740992', '""', '"x"', '[]', '{}'];
const NESTED = ['{"__proto__":{"a":null}}', '{"b":[1,{"c":9007199254740993}]}', '{"b":null}', '[null,[[]]]'];

const anyWrite: fc.Arbitrary<Write> = fc.tuple(
  fc.constantFrom(...NAMES),
  fc.option(fc.constantFrom(...TEXTS, ...NESTED), { nil: undefined }),
);
const anyWrites = fc.array(anyWrite, { maxLength: 4 });

/** Random manipulations: few names, some hostile, so that values come, change and go often. */
export const anyTurns: fc.Arbitrary<readonly SketchTurn[]> = fc.array(
  fc.record({ steps: fc.array(anyWrites, { maxLength: 5 }), outside: anyWrites }),
  { maxLength: 12 },
);

/** Writes to a state; gives the list of changes that the instrumentation records. */
function apply(state: Map<string, string>, writes: Writes): string {
  const before = new Map(state);
  for (const [name, text] of writes) {
    if (text === undefined) state.delete(name);
    else state.set(name, text);
  }
  return toDelta(before, state);
}

function toDelta(before: TextState, after: TextState): string {
  const names = [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => before.get(name) !== after.get(name),
  );
  const side = (word: string, text: string | undefined) => (text === undefined ? '' : `,"${word}":${text}`);
  return `[${names.map((name) => `{"name":${JSON.stringify(name)}${side('before', before.get(name))}${side('after', after.get(name))}}`).join(',')}]`;
}

function toBody(state: TextState): string {
  return `{"variables":{${[...state].map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}}`;
}
