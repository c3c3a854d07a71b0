/** One environment variable of a program. */
export interface Variable<T> {
  readonly key: string;
  readonly description: string;
  /** Absent = the variable is required. */
  readonly defaultValue?: T;
  /** Masked in problems and start-up texts. */
  readonly secret?: true;
  /** What is accepted, in words that complete "must be …". */
  readonly accepts: string;
  /** The value, or undefined when the text is not accepted. */
  readonly parse: (text: string) => T | undefined;
}

/** The environment, as a program's composition root reads it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A configuration with at least one problem; the message lists all of them. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `The configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${problems.map((p) => `  - ${p}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

/** Values of a table of variables. */
export type ConfigurationOf<Table extends Readonly<Record<string, Variable<unknown>>>> = {
  readonly [Name in keyof Table]: Table[Name] extends Variable<infer T> ? T : never;
};

/**
 * Reads every variable of a table; an empty text counts as not set.
 * @throws ConfigurationError that lists every problem with name, value (secrets masked) and what is accepted.
 */
export function readConfiguration<Table extends Readonly<Record<string, Variable<unknown>>>>(
  table: Table,
  environment: Environment,
): ConfigurationOf<Table> {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries(table)) values[name] = readVariable(variable, environment, problems);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return Object.freeze(values) as ConfigurationOf<Table>;
}

function readVariable(variable: Variable<unknown>, environment: Environment, problems: string[]): unknown {
  const text = environment[variable.key];
  if (text === undefined || text === '') {
    if (!('defaultValue' in variable))
      problems.push(`${variable.key} is not set: it must be ${variable.accepts} (${variable.description}).`);
    return variable.defaultValue;
  }
  const value = variable.parse(text);
  if (value === undefined) {
    problems.push(
      `${variable.key}=${variable.secret ? '(hidden)' : JSON.stringify(text)}: it must be ${variable.accepts} (${variable.description}).`,
    );
  }
  return value;
}

type Basics = { readonly key: string; readonly description: string };

/** A TCP port; 0 takes a free one. */
export function portVariable<D extends number>(basics: Basics & { readonly defaultValue: D }): Variable<number> {
  return integerVariable({
    ...basics,
    minimum: 0,
    maximum: 65_535,
    accepts: 'a port from 0 to 65535 (0 = any free one)',
  });
}

/** A whole number within bounds. */
export function integerVariable(
  options: Basics & {
    readonly defaultValue?: number;
    readonly minimum: number;
    readonly maximum: number;
    readonly accepts?: string;
  },
): Variable<number> {
  const { minimum, maximum, accepts = `a whole number from ${minimum} to ${maximum}`, ...rest } = options;
  return {
    ...rest,
    accepts,
    parse: (text) => {
      const value = Number(text);
      return /^-?\d+$/.test(text) && value >= minimum && value <= maximum ? value : undefined;
    },
  };
}

/** An http or https address, given back without trailing slash. */
export function urlVariable(options: Basics & { readonly defaultValue?: string }): Variable<string> {
  return {
    ...options,
    accepts: 'an http:// or https:// address',
    parse: (text) =>
      URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text.replace(/\/+$/, '') : undefined,
  };
}

/** Any text without line breaks. */
export function textVariable(options: Basics & { readonly defaultValue?: string }): Variable<string> {
  return { ...options, accepts: 'a text in one line', parse: (text) => (/[\r\n]/.test(text) ? undefined : text) };
}

/** A secret of at least 16 characters that is not an example. */
export function secretVariable(options: Basics & { readonly defaultValue?: string }): Variable<string> {
  return {
    ...options,
    secret: true,
    accepts: 'a secret of at least 16 characters that is not an example',
    parse: (text) => (text.length >= 16 && !/change-?me|example|secret-here/i.test(text) ? text : undefined),
  };
}

/** `true` or `false`. */
export function flagVariable(options: Basics & { readonly defaultValue: boolean }): Variable<boolean> {
  return {
    ...options,
    accepts: 'true or false',
    parse: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
  };
}
