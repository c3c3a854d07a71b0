/** One position of a text that a comparison walks along. */
export interface Branch {
  /** RE2 text of the character at this position. */
  readonly literal: string;
  /** RE2 text of what differs from here on; undefined when nothing may. */
  readonly choice: string | undefined;
}

/** Positions that share one written-out prefix. */
const BLOCK_LENGTH = 32;

/**
 * Alternatives "equal up to position i, then `choice` of i", for all i. A prefix written out for every position would
 * grow with the square of the length and pass Loki's limit for a query at about 500 characters; so blocks of
 * positions share one.
 */
export function joinBranches(branches: readonly Branch[]): readonly string[] {
  const alternatives: string[] = [];
  for (let start = 0; start < branches.length; start += BLOCK_LENGTH) {
    const block = joinBlock(branches.slice(start, start + BLOCK_LENGTH));
    const prefix = literals(branches.slice(0, start));
    if (block.length > 0) alternatives.push(...(prefix === '' ? block : [`${prefix}(?:${block.join('|')})`]));
  }
  return alternatives;
}

function joinBlock(block: readonly Branch[]): readonly string[] {
  return block.flatMap(({ choice }, i) => (choice === undefined ? [] : [literals(block.slice(0, i)) + choice]));
}

function literals(branches: readonly Branch[]): string {
  return branches.map((branch) => branch.literal).join('');
}
