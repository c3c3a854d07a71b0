import { alignSequences } from './align-sequences.ts';

/** A stretch of text that both have, or that only the new or only the old one has. */
export interface WordSpan {
  readonly kind: 'equal' | 'added' | 'removed';
  readonly text: string;
}

/** Cells of the table that finds the longest common subsequence; longer texts are matched around rare words. */
const MAX_CELLS = 1_000_000;

/**
 * Two texts compared word by word. The equal and removed spans together are `before`, the equal and added ones
 * `after`; neighbours differ in kind, and a removal stands before the addition that takes its place. Blanks between
 * two changed words count as changed.
 */
export function wordDiff(before: string, after: string): WordSpan[] {
  const left = splitWords(before);
  const right = splitWords(after);
  const numbers = new Map<string, number>();
  const numberOf = (word: string): number => {
    const number = numbers.get(word) ?? numbers.size;
    numbers.set(word, number);
    return number;
  };
  const beforeOf = alignSequences(Int32Array.from(left, numberOf), Int32Array.from(right, numberOf), {
    cells: MAX_CELLS,
  });
  return withoutLoneBlanks(toRuns(left, right, beforeOf)).flatMap(toSpans);
}

/** Words, blanks and signs as people see them, in any script. */
function splitWords(text: string): string[] {
  return Array.from(new Intl.Segmenter('en', { granularity: 'word' }).segment(text), ({ segment }) => segment);
}

/** A change (either side may be empty) and the equal text that follows it. */
interface Run {
  readonly removed: string;
  readonly added: string;
  readonly equal: string;
}

function toRuns(left: readonly string[], right: readonly string[], beforeOf: Int32Array): Run[] {
  const runs: Run[] = [];
  let run = { removed: '', added: '', equal: '' };
  let next = 0;
  const change = (removed: string, added: string): void => {
    if (removed === '' && added === '') return;
    if (run.equal !== '') {
      runs.push(run);
      run = { removed: '', added: '', equal: '' };
    }
    run.removed += removed;
    run.added += added;
  };
  for (const [index, word] of right.entries()) {
    const beforeIndex = beforeOf[index] as number;
    if (beforeIndex === -1) {
      change('', word);
      continue;
    }
    change(left.slice(next, beforeIndex).join(''), '');
    run.equal += word;
    next = beforeIndex + 1;
  }
  change(left.slice(next).join(''), '');
  return [...runs, run];
}

function withoutLoneBlanks(runs: readonly Run[]): Run[] {
  const kept: Run[] = [];
  for (const run of runs) {
    const last = kept.at(-1);
    const isJoined = last !== undefined && last.removed + last.added !== '' && last.equal.trim() === '';
    if (!isJoined) kept.push(run);
    else kept[kept.length - 1] = joinRuns(last, run);
  }
  return kept;
}

function joinRuns(first: Run, second: Run): Run {
  return {
    removed: first.removed + first.equal + second.removed,
    added: first.added + first.equal + second.added,
    equal: second.equal,
  };
}

function toSpans({ removed, added, equal }: Run): WordSpan[] {
  const spans: WordSpan[] = [
    { kind: 'removed', text: removed },
    { kind: 'added', text: added },
    { kind: 'equal', text: equal },
  ];
  return spans.filter(({ text }) => text !== '');
}
