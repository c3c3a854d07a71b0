import type { Step } from '@botscope/records';
import { readExact } from './read-exact.ts';

/** A line of a script's source. */
export interface SourceLine {
  /** With its number, as it was recorded. Untrusted. */
  readonly text: string;
  /** It threw. */
  readonly hasThrown: boolean;
}

/** The recorded lines of a script; undefined when none are. */
export function toSourceLines(step: Step): readonly SourceLine[] | undefined {
  const source = step.source ?? step.scriptExceptions[0]?.body?.source;
  return source?.split('\n').map((text) => ({ text, hasThrown: text.startsWith('>') }));
}

/** All variables at the moment at which a script threw; undefined when it did not, or they were not captured. */
export function readThrowVariables(step: Step): unknown {
  const snapshot = step.snapshots.findLast(({ trigger }) => trigger === 'script_error');
  const exception = step.scriptExceptions[0];
  return (
    readExact(snapshot?.line, 'variables') ?? readExact(exception?.line, 'variables') ?? exception?.body?.variables
  );
}
