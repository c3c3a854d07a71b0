/** A piece of a path: a name after a dot or in brackets, or the place of an element. */
export type PathSegment =
  | { readonly kind: 'name'; readonly name: string }
  /** In quotes or brackets: never part of a longer name with dots. */
  | { readonly kind: 'exact'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number };

/** What a person asks about a variable. */
export interface VariableQuestion {
  /** At least one; the first is no index. */
  readonly path: readonly PathSegment[];
  /** Absent: every change. */
  readonly condition?: VariableCondition;
}

/** What the new value has to be. */
export interface VariableCondition {
  readonly operator: '=' | '!=';
  /** A JSON value as the reader gives it; `undefined` = the variable is gone, or never was. */
  readonly value: unknown;
}

/** The text that asks for all changes of a variable: its name, in quotes where it could be read as a path. */
export function toQuestionText(name: string): string {
  return /^[^\s.[\]=!<>"'~]+$/.test(name) ? name : JSON.stringify(name);
}
