import { toJsonPointer } from './json-pointer.ts';
import type { Path } from './json-value.ts';

/** Thrown when a delta does not fit the value it is applied to. */
export class DeltaMismatchError extends Error {
  /** Where the delta and the value disagree. */
  readonly path: Path;

  constructor(path: Path, reason: string) {
    super(`The delta does not fit at ${path.length === 0 ? 'the root' : toJsonPointer(path)}: ${reason}`);
    this.name = 'DeltaMismatchError';
    this.path = path;
  }
}
