import { PLAIN_VALUES, type ValueReader } from './value-reader.ts';
import type { PathSegment, VariableCondition, VariableQuestion } from './variable-question.ts';

/** What a text asks, or why it cannot be read and what to write instead. */
export type ParsedQuestion = { readonly question: VariableQuestion } | { readonly problem: string };

const EXAMPLES = 'cart.total, cart.total = null, cart.items[0].price != 3 or name = "Mia"';
/** One piece of a path at the place of the reader. */
const PIECE =
  /(?<dot>\.)?(?:\[\s*(?:(?<index>\d{1,9})|(?<key>"(?:[^"\\]|\\.)*"|'[^']*'))\s*\]|(?<quoted>"(?:[^"\\]|\\.)*"|'[^']*')|(?<name>[^\s.[\]=!<>"'~]+))/y;
const OPERATOR = /\s*(===?|=|!==?)\s*/y;
/** Words for a variable that does not exist. */
const ABSENT = new Set(['absent', 'removed', 'undefined']);

/**
 * Reads `cart.total`, `cart.total = null`, `items[0].price != 3`, `name = "Mia"`, `"a name".x = absent`. Values are JSON,
 * texts also in single quotes; `absent` asks for the removal.
 */
export function parseVariableQuestion(text: string, reader: ValueReader = PLAIN_VALUES): ParsedQuestion {
  const source = text.trim();
  if (source === '') return { problem: `Name a variable, such as ${EXAMPLES}.` };
  const { path, end, problem } = parsePath(source);
  if (problem !== undefined) return { problem };
  const rest = source.slice(end);
  if (rest.trim() === '') return { question: { path } };
  OPERATOR.lastIndex = 0;
  const operator = OPERATOR.exec(rest);
  if (!operator)
    return { problem: `“${rest.trim()}” is not understood: write = or != and a value, as in ${EXAMPLES}.` };
  const value = parseValue(rest.slice(operator[0].length).trim(), reader);
  if ('problem' in value) return value;
  const condition: VariableCondition = { operator: operator[1]?.startsWith('!') ? '!=' : '=', value: value.value };
  return { question: { path, condition } };
}

interface ParsedPath {
  readonly path: readonly PathSegment[];
  readonly end: number;
  readonly problem?: string;
}

function parsePath(source: string): ParsedPath {
  const path: PathSegment[] = [];
  let end = 0;
  for (;;) {
    PIECE.lastIndex = end;
    const groups = PIECE.exec(source)?.groups;
    if (!groups) break;
    const needsDot = groups.name !== undefined || groups.quoted !== undefined;
    if ((groups.dot !== undefined) !== (needsDot && path.length > 0)) break;
    path.push(toSegment(groups));
    end = PIECE.lastIndex;
  }
  return { path, end, ...describeProblem(source, path, end) };
}

function toSegment({ index, key, quoted, name }: Readonly<Record<string, string | undefined>>): PathSegment {
  if (index !== undefined) return { kind: 'index', index: Number(index) };
  if (name !== undefined) return { kind: 'name', name };
  return { kind: 'exact', name: unquote(key ?? quoted ?? '""') };
}

function describeProblem(source: string, path: readonly PathSegment[], end: number): { readonly problem?: string } {
  const [first] = path;
  if (first === undefined) return { problem: `A name of a variable must come first, as in ${EXAMPLES}.` };
  if (first.kind === 'index') return { problem: `[${first.index}] needs the name of a variable before it.` };
  const next = source.charAt(end);
  if (next === '.') return { problem: 'A name is missing after the dot.' };
  if (next === '[')
    return { problem: 'In brackets stands the place of an element, [0], or a name in quotes, ["total"].' };
  return {};
}

function parseValue(text: string, reader: ValueReader): { readonly value: unknown } | { readonly problem: string } {
  if (text === '') return { problem: 'A value is missing: write null, true, 3, "text" or absent after the sign.' };
  if (ABSENT.has(text)) return { value: undefined };
  if (/^'[^']*'$/.test(text)) return { value: unquote(text) };
  try {
    return { value: reader.parse(text) };
  } catch {
    return { problem: `“${text}” is no value: write null, true, 3, absent, or text in quotes, "${text}".` };
  }
}

function unquote(text: string): string {
  if (text.startsWith("'")) return text.slice(1, -1);
  try {
    return JSON.parse(text) as string;
  } catch {
    // An escape that JSON does not know.
    return text.slice(1, -1);
  }
}
