import { findVariableChanges, parseVariableQuestion, type PathChange, type VariableHistory } from '@botscope/records';
import { EXACT_VALUES } from './exact-values.ts';

/** What a question about a variable found. */
export interface StepSearch {
  /** Every change of what was asked for, oldest first. */
  readonly changes: readonly PathChange[];
  /** Those among them that are the answer. */
  readonly matches: readonly PathChange[];
  /** The answer in a sentence, without the places. */
  readonly summary: string;
}

/** The steps that answer a question such as `cart.total = null`, or why it cannot be read. */
export function searchSteps(
  history: VariableHistory,
  text: string,
): { readonly result: StepSearch } | { readonly problem: string } {
  const parsed = parseVariableQuestion(text, EXACT_VALUES);
  if ('problem' in parsed) return parsed;
  const changes = findVariableChanges(history, parsed.question, EXACT_VALUES);
  const matches = changes.filter(({ matches: isMatch }) => isMatch);
  const { condition } = parsed.question;
  const asksForNull = condition?.operator === '=' && condition.value === null;
  return { result: { changes, matches, summary: summarise(changes, matches, condition !== undefined, asksForNull) } };
}

function summarise(
  changes: readonly PathChange[],
  matches: readonly PathChange[],
  isConditional: boolean,
  asksForNull: boolean,
): string {
  if (changes.length === 0) return 'No step that is stored changed it. Names are case-sensitive.';
  const total = `It changed ${times(changes.length)}`;
  if (!isConditional) return `${total}.`;
  if (matches.length > 0) return `${total}, ${times(matches.length)} to this.`;
  const isRemoved = changes.some(({ after }) => after === undefined);
  const hint = asksForNull && isRemoved ? ' It was removed, though: ask for = absent.' : '';
  return `${total}, never to this.${hint}`;
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}
