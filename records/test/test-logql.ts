/**
 * A second, naive reading of the LogQL that this package writes: tests compare what a query selects with what a filter
 * means. Written from LogQL's documentation, for the shapes in use; anything else is an error.
 */
import type { LokiEntry } from '../src/loki/loki-entry.ts';

interface Verdict {
  readonly passes: boolean;
  /** A value was compared as a number and is none. */
  readonly failed: boolean;
}

type Test = (entry: LokiEntry) => Verdict;

/** Reads a Go double-quoted literal that starts at `position`. */
export function readLogqlString(text: string, position = 0): { readonly value: string; readonly end: number } {
  if (text[position] !== '"') throw new Error(`no string at ${position}: ${text.slice(position, position + 20)}`);
  const simple: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
  let value = '';
  for (let i = position + 1; i < text.length; i++) {
    const character = text[i] ?? '';
    if (character === '"') return { value, end: i + 1 };
    if (character === '\n' || character < ' ') throw new Error(`raw control character at ${i}`);
    if (character !== '\\') {
      value += character;
      continue;
    }
    const escape = text[++i] ?? '';
    if (escape === 'u') {
      value += String.fromCharCode(parseInt(text.slice(i + 1, i + 5), 16));
      i += 4;
    } else {
      const plain = simple[escape];
      if (plain === undefined) throw new Error(`unknown escape \\${escape} at ${i}`);
      value += plain;
    }
  }
  throw new Error('the string does not end');
}

/** What a log query selects. */
export function compileLogql(logql: string): (entry: LokiEntry) => boolean {
  const reader = createReader(logql);
  const tests: Test[] = [readSelector(reader)];
  while (!reader.atEnd()) {
    reader.expect('|');
    if (reader.accept('~')) tests.push(readLineFilter(reader));
    else tests.push(readAlternatives(reader));
  }
  return (entry) => {
    let failed = false;
    for (const test of tests) {
      // `__error__` is a label that the stages before have written.
      const verdict = test(failed ? { ...entry, metadata: { ...entry.metadata, __error__: 'LabelFilterErr' } } : entry);
      if (!verdict.passes) return false;
      failed ||= verdict.failed;
    }
    return true;
  };
}

interface Reader {
  accept(symbol: string): boolean;
  expect(symbol: string): void;
  name(): string;
  string(): string;
  number(): number;
  startsString(): boolean;
  atEnd(): boolean;
}

function createReader(text: string): Reader {
  let position = 0;
  const skip = () => {
    while (text[position] === ' ') position++;
  };
  const accept = (symbol: string) => {
    skip();
    const isWord = /^[a-z]+$/.test(symbol);
    const found = text.startsWith(symbol, position) && !(isWord && /\w/.test(text[position + symbol.length] ?? ''));
    if (found) position += symbol.length;
    return found;
  };
  const match = (pattern: RegExp) => {
    skip();
    const found = pattern.exec(text.slice(position))?.[0];
    if (found === undefined) throw new Error(`${pattern.source} expected at ${position} of ${text}`);
    position += found.length;
    return found;
  };
  return {
    accept,
    expect: (symbol) => {
      if (!accept(symbol)) throw new Error(`${symbol} expected at ${position} of ${text}`);
    },
    name: () => match(/^[A-Za-z_][A-Za-z0-9_]*/),
    string: () => {
      skip();
      const { value, end } = readLogqlString(text, position);
      position = end;
      return value;
    },
    number: () => Number(match(/^[0-9.]+/)),
    startsString: () => {
      skip();
      return text[position] === '"';
    },
    atEnd: () => {
      skip();
      return position >= text.length;
    },
  };
}

function readSelector(reader: Reader): Test {
  const tests: Test[] = [];
  reader.expect('{');
  do {
    const name = reader.name();
    const isRegex = reader.accept('=~');
    if (!isRegex) reader.expect('=');
    const value = reader.string();
    const matches = isRegex ? toRegex(`^(?:${value})$`) : { test: (text: string) => text === value };
    tests.push((entry) => verdict(matches.test(entry.labels[name] ?? '')));
  } while (reader.accept(','));
  reader.expect('}');
  return (entry) => verdict(tests.every((test) => test(entry).passes));
}

function readLineFilter(reader: Reader): Test {
  const patterns = [toRegex(reader.string())];
  while (reader.accept('or')) patterns.push(toRegex(reader.string()));
  return (entry) => verdict(patterns.some((pattern) => pattern.test(entry.line)));
}

function readAlternatives(reader: Reader): Test {
  let test = readConjunction(reader);
  while (reader.accept('or')) {
    const [left, right] = [test, readConjunction(reader)];
    test = (entry) => {
      const first = left(entry);
      return first.passes && !first.failed ? first : orElse(first, right(entry));
    };
  }
  return test;
}

function orElse(first: Verdict, second: Verdict): Verdict {
  return { passes: first.passes || second.passes, failed: first.failed || second.failed };
}

function readConjunction(reader: Reader): Test {
  let test = readComparison(reader);
  while (reader.accept('and')) {
    const [left, right] = [test, readComparison(reader)];
    test = (entry) => {
      const first = left(entry);
      if (!first.passes) return first;
      const second = right(entry);
      return { passes: second.passes, failed: first.failed || second.failed };
    };
  }
  return test;
}

function readComparison(reader: Reader): Test {
  if (reader.accept('(')) {
    const test = readAlternatives(reader);
    reader.expect(')');
    return test;
  }
  const name = reader.name();
  const operator = ['=~', '!~', '!=', '>=', '=', '>', '<'].find((symbol) => reader.accept(symbol)) ?? '';
  if (!reader.startsString()) return compareNumber(name, operator, reader.number());
  const value = reader.string();
  const matches = operator.endsWith('~') ? toRegex(value) : { test: (text: string) => text === value };
  const negative = operator.startsWith('!');
  return (entry) => verdict(matches.test(read(entry, name) ?? '') !== negative);
}

function compareNumber(name: string, operator: string, number: number): Test {
  return (entry) => {
    const text = read(entry, name);
    if (text === undefined) return verdict(false);
    const value = Number(text);
    if (text === '' || Number.isNaN(value)) return { passes: true, failed: true };
    if (operator === '>=') return verdict(value >= number);
    if (operator === '>') return verdict(value > number);
    if (operator === '<') return verdict(value < number);
    throw new Error(`unknown operator ${operator}`);
  };
}

function read(entry: LokiEntry, name: string): string | undefined {
  return entry.metadata[name] ?? entry.labels[name];
}

function verdict(passes: boolean): Verdict {
  return { passes, failed: false };
}

/** RE2 text as a JavaScript regex; they agree on what this package writes, but for flags at the beginning. */
function toRegex(text: string): RegExp {
  return new RegExp(text.replace(/^\(\?i\)([^]*)$/, '(?i:$1)'), 'u');
}
