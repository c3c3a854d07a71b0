/** A question whose answer is kept for a while, and which is not asked twice at the same time. */
export function remember<Answer>(
  ask: () => Promise<Answer>,
  keptMillis: number,
  clock: () => number,
): () => Promise<Answer> {
  let kept: { readonly answer: Promise<Answer>; readonly untilMillis: number } | undefined;
  return () => {
    if (kept === undefined || clock() >= kept.untilMillis) {
      kept = { answer: ask(), untilMillis: clock() + keptMillis };
    }
    return kept.answer;
  };
}
