import type { TranscriptLine } from './transcript.ts';

/** Places of the lines that hold a text anywhere, whatever its case. */
export function findLines(lines: readonly TranscriptLine[], text: string | undefined): readonly number[] {
  if (text === undefined) return [];
  const expression = toFindExpression(text);
  return lines.flatMap(({ speaker, text: own, extras, failure }, index) =>
    [speaker, own, extras, failure].some((part) => part.search(expression) !== -1) ? [index] : [],
  );
}

/** A typed text, taken literally, as an expression that finds it in any case. */
export function toFindExpression(text: string): RegExp {
  return new RegExp(text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu');
}

/** Lines of the turns to show: all, or those of turns in which something failed. */
export function chooseLines(
  lines: readonly TranscriptLine[],
  failed: ReadonlySet<string>,
  choice: 'all' | 'errors',
): readonly TranscriptLine[] {
  return choice === 'all' ? lines : lines.filter(({ turn }) => turn !== undefined && failed.has(turn));
}
