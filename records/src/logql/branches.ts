/** One position of a text that a comparison walks along. */
export interface Branch {
  /** RE2 text of the character at this position. */
  readonly literal: string;
  /** RE2 text of what differs from here on; undefined when nothing may. */
  readonly choice: string | undefined;
}

/** Positions in one regex: RE2 nests what begins alike, and refuses more than 1,000 levels. */
const BLOCK_LENGTH = 32;

/**
 * Regexes that together match "equal up to position i, then `choice` of i", for all i. One regex, or one with the prefix
 * written out for every position, would be refused for ids of a few hundred characters.
 */
export function joinBranches(branches: readonly Branch[]): readonly string[] {
  const regexes: string[] = [];
  for (let start = 0; start < branches.length; start += BLOCK_LENGTH) {
    const block = joinBlock(branches.slice(start, start + BLOCK_LENGTH));
    const prefix = joinLiterals(branches.slice(0, start));
    if (block.length > 0) regexes.push(prefix === '' ? block.join('|') : `${prefix}(?:${block.join('|')})`);
  }
  return regexes;
}

function joinBlock(block: readonly Branch[]): readonly string[] {
  return block.flatMap(({ choice }, i) => (choice === undefined ? [] : [joinLiterals(block.slice(0, i)) + choice]));
}

function joinLiterals(branches: readonly Branch[]): string {
  return branches.map((branch) => branch.literal).join('');
}
