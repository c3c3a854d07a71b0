/** A stored record as the filter sees it: labels and structured metadata in one map, and the line. */
export interface FilteredRecord {
  readonly labels: Readonly<Record<string, string>>;
  readonly line: string;
}

type Predicate = (record: FilteredRecord) => boolean;

/**
 * A predicate for the part of LogQL that the pages ask with: a stream selector, line filters with `or`, and label
 * filters with `and`, `or` and parentheses. Throws for anything else, so that a test never passes by an ignored filter.
 */
export function compileLogql(query: string): Predicate {
  return new Compiler(query).compile();
}

const TOKEN =
  /\s*("(?:[^"\\]|\\.)*"|`[^`]*`|[A-Za-z_][A-Za-z0-9_]*|-?\d+(?:\.\d+)?|\|=|\|~|!=|!~|=~|>=|<=|[{}(),|=<>])/y;

class Compiler {
  readonly #tokens: string[] = [];
  #position = 0;

  constructor(query: string) {
    TOKEN.lastIndex = 0;
    const text = query.trim();
    while (TOKEN.lastIndex < text.length) {
      const at = TOKEN.lastIndex;
      const token = TOKEN.exec(text)?.[1];
      if (token === undefined) throw new Error(`the test's LogQL ends at ${JSON.stringify(text.slice(at, at + 40))}`);
      this.#tokens.push(token);
    }
  }

  compile(): Predicate {
    const stages = [this.#selector()];
    while (this.#position < this.#tokens.length) stages.push(this.#stage());
    return (record) => stages.every((stage) => stage(record));
  }

  #selector(): Predicate {
    this.#expect('{');
    const matchers: Predicate[] = [];
    while (!this.#take('}')) {
      matchers.push(this.#comparison());
      this.#take(',');
    }
    return (record) => matchers.every((matcher) => matcher(record));
  }

  #stage(): Predicate {
    if (this.#take('|=')) return this.#lineFilter((text) => (line) => line.includes(text));
    if (this.#take('|~')) return this.#lineFilter((text) => (line) => toRegExp(text).test(line));
    this.#expect('|');
    return this.#either();
  }

  #lineFilter(toTest: (text: string) => (line: string) => boolean): Predicate {
    const tests = [toTest(this.#text())];
    while (this.#take('or')) tests.push(toTest(this.#text()));
    return ({ line }) => tests.some((test) => test(line));
  }

  #either(): Predicate {
    const parts = [this.#both()];
    while (this.#take('or')) parts.push(this.#both());
    return (record) => parts.some((part) => part(record));
  }

  #both(): Predicate {
    const parts = [this.#member()];
    while (this.#take('and')) parts.push(this.#member());
    return (record) => parts.every((part) => part(record));
  }

  #member(): Predicate {
    if (!this.#take('(')) return this.#comparison();
    const inner = this.#either();
    this.#expect(')');
    return inner;
  }

  #comparison(): Predicate {
    const name = this.#next();
    const test = toTest(this.#next(), this.#next());
    return ({ labels }) => test(labels[name] ?? '');
  }

  #text(): string {
    return unquote(this.#next());
  }

  #next(): string {
    const token = this.#tokens[this.#position++];
    if (token === undefined) throw new Error("the test's LogQL is not complete");
    return token;
  }

  #take(token: string): boolean {
    const isNext = this.#tokens[this.#position] === token;
    if (isNext) this.#position++;
    return isNext;
  }

  #expect(token: string): void {
    if (!this.#take(token)) throw new Error(`the test's LogQL should have ${token} in place of ${this.#next()}`);
  }
}

function toTest(operator: string, operand: string): (value: string) => boolean {
  if (/^["`]/.test(operand)) return toTextTest(operator, unquote(operand));
  const number = Number(operand);
  switch (operator) {
    case '>':
      return (value) => value !== '' && Number(value) > number;
    case '>=':
      return (value) => value !== '' && Number(value) >= number;
    case '<':
      return (value) => value !== '' && Number(value) < number;
    default:
      throw new Error(`the test's LogQL does not compare numbers with ${operator}`);
  }
}

function toTextTest(operator: string, text: string): (value: string) => boolean {
  switch (operator) {
    case '=':
      return (value) => value === text;
    case '!=':
      return (value) => value !== text;
    case '=~':
      return (value) => toRegExp(`^(?:${text})$`).test(value);
    case '!~':
      return (value) => !toRegExp(`^(?:${text})$`).test(value);
    default:
      throw new Error(`the test's LogQL does not compare text with ${operator}`);
  }
}

/** RE2 takes flags for the rest of an expression, `(?i)text`; JavaScript only for a group, `(?i:text)`. */
function toRegExp(text: string): RegExp {
  return new RegExp(text.replace(/^\(\?(\w+)\)([^]*)$/, '(?$1:$2)'), 'u');
}

function unquote(token: string): string {
  return token.startsWith('`') ? token.slice(1, -1) : (JSON.parse(token) as string);
}
