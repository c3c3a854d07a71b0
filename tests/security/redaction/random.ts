/** Draws that are the same for the same seed. */
export interface Random {
  /** A whole number from `least` to `most`. */
  readonly integer: (least: number, most: number) => number;
  /** So many characters, each of the alphabet. */
  readonly text: (alphabet: string, length: number) => string;
  readonly pick: <Item>(items: readonly Item[]) => Item;
}

export const DIGITS = '0123456789';
export const HEX = '0123456789abcdef';
export const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const SMALL = 'abcdefghijklmnopqrstuvwxyz';
export const LETTERS = CAPITALS + SMALL;
export const WORD = LETTERS + DIGITS;
export const URL64 = `${WORD}-_`;
export const STD64 = `${WORD}+/`;

/** A generator by Marsaglia's xorshift. */
export function createRandom(seed: number): Random {
  let state = seed | 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const integer = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  const pick = <Item>(items: readonly Item[]): Item => items[integer(0, items.length - 1)] as Item;
  const text = (alphabet: string, length: number): string => Array.from({ length }, () => pick([...alphabet])).join('');
  return { integer, text, pick };
}
