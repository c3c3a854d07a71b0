import type { Variable } from './variable.ts';

/** The part of `process.env` that is read. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What {@link readVariables} makes of a table of variables. */
export type VariableValues<Table> = {
  readonly [Key in keyof Table]: Table[Key] extends Variable<infer Value> ? Value : never;
};

/** A configuration that cannot be used; `problems` names each variable with what is wrong, never a secret's value. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  /** The same in every version, for programs. */
  readonly code = 'CONFIGURATION_INVALID';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Values of a table and everything that is wrong with them. */
export interface VariableReadings<Table> {
  /** Incomplete where `problems` is not empty. */
  readonly values: VariableValues<Table>;
  readonly problems: readonly string[];
}

/**
 * Reads a table of variables from an environment. An empty variable counts as absent. All problems are collected, so
 * that a program can add those between variables before it refuses to start with a {@link ConfigurationError}.
 */
export function readVariables<Table extends Readonly<Record<string, Variable<unknown>>>>(
  table: Table,
  environment: Environment,
): VariableReadings<Table> {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [key, variable] of Object.entries(table)) {
    const text = environment[variable.name] || variable.defaultText;
    if (text === undefined) {
      if (!variable.optional)
        problems.push(`${variable.name} is missing: ${variable.accepts}. ${variable.description}`);
      continue;
    }
    const reading = variable.read(text);
    if ('problem' in reading) problems.push(`${variable.name} ${reading.problem}. ${variable.description}`);
    else values[key] = reading.value;
  }
  return { values: values as VariableValues<Table>, problems };
}
