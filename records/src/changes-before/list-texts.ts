import type { Json } from '@botscope/conventions';

/** More than a person would look through; states and inputs can be of any size. */
const MOST_VALUES = 5_000;

/** The texts in values, however deep, as far as the first few thousand values. */
export function listTexts(values: readonly (Json | undefined)[]): readonly string[] {
  const texts: string[] = [];
  const pending: unknown[] = [...values].reverse();
  for (let seen = 0; pending.length > 0 && seen < MOST_VALUES; seen += 1) {
    const value = pending.pop();
    if (typeof value === 'string' && value !== '') texts.push(value);
    if (typeof value !== 'object' || value === null) continue;
    const members: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
    pending.push(...members.slice(0, MOST_VALUES).reverse());
  }
  return texts;
}
