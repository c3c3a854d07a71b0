import type { CaptureLevel } from '@botscope/conventions';
import type { TextChange } from './variable-store.ts';

/** What a step or a turn has changed: for every variable the first state before and the last after. */
export class VariableChanges {
  private changes: Map<string, TextChange> | undefined;
  /** Names of those that are told only of what has failed. */
  private withheld: Set<string> | undefined;

  get isEmpty(): boolean {
    return this.changes === undefined;
  }

  /** `level`: what holds for variables where the change was made. */
  add(name: string, change: TextChange, level: CaptureLevel): void {
    if (level === 'errors') (this.withheld ??= new Set()).add(name);
    this.changes ??= new Map();
    const earlier = this.changes.get(name);
    this.changes.set(name, earlier === undefined ? change : { before: earlier.before, after: change.after });
  }

  /** Whether the text leaves changes out. */
  isWithheld(hasFailed: boolean): boolean {
    return this.withheld !== undefined && !hasFailed;
  }

  /** JSON text of the list of changes that are to be told; undefined when nothing is different. */
  toText(limitBytes: number, hasFailed: boolean): string | undefined {
    if (this.changes === undefined) return undefined;
    const withheld = hasFailed ? undefined : this.withheld;
    const changed = [...this.changes].filter(
      ([name, { before, after }]) => before !== after && withheld?.has(name) !== true,
    );
    if (changed.length === 0) return undefined;
    const whole = toListText(changed);
    return whole.length <= limitBytes && Buffer.byteLength(whole) <= limitBytes
      ? whole
      : toShortListText(changed, limitBytes);
  }
}

type NamedChange = readonly [string, TextChange];

function toListText(changes: readonly NamedChange[]): string {
  return `[${changes.map(toChangeText).join(',')}]`;
}

function toChangeText([name, { before, after }]: NamedChange): string {
  const beforeMember = before === undefined ? '' : `,"before":${before}`;
  const afterMember = after === undefined ? '' : `,"after":${after}`;
  return `{"name":${JSON.stringify(name)}${beforeMember}${afterMember}}`;
}

/** Largest values first are replaced by their size until the rest fits. */
function toShortListText(changes: readonly NamedChange[], limitBytes: number): string {
  const sizes = changes
    .flatMap(([, { before, after }]) => [byteLength(before), byteLength(after)])
    .sort((a, b) => b - a);
  let text = '[]';
  for (const largest of sizes) {
    const shorten = (value: string | undefined): string | undefined =>
      byteLength(value) >= largest ? `{"$truncated":${byteLength(value)}}` : value;
    text = toListText(
      changes.map(([name, { before, after }]) => [name, { before: shorten(before), after: shorten(after) }]),
    );
    if (Buffer.byteLength(text) <= limitBytes) return text;
  }
  return text;
}

function byteLength(text: string | undefined): number {
  return text === undefined ? 0 : Buffer.byteLength(text);
}
