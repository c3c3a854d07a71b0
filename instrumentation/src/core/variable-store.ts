/** A variable's change as JSON texts; undefined = absent. */
export interface TextChange {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

const MOST_VARIABLES = 1_000;

/** The variables of a conversation as JSON texts, as they were last set. */
export class VariableStore {
  private readonly texts = new Map<string, string>();
  private changes = 0;

  get count(): number {
    return this.texts.size;
  }

  /** How often a value has become another one. */
  get changeCount(): number {
    return this.changes;
  }

  /** Sets a variable, or deletes it; undefined when that is one too many. */
  change(name: string, after: string | undefined): TextChange | undefined {
    const before = this.texts.get(name);
    if (after === undefined) this.texts.delete(name);
    else if (before === undefined && this.texts.size >= MOST_VARIABLES) return undefined;
    else this.texts.set(name, after);
    if (before !== after) this.changes++;
    return { before, after };
  }

  /** Names and JSON texts. */
  entries(): Iterable<readonly [string, string]> {
    return this.texts.entries();
  }
}
