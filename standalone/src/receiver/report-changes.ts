/** The same text is told again after this time. */
const REPEAT_MILLIS = 60_000;

/** A report that tells a text when it is another one than the last, or a minute later: clients retry many times a second. */
export function reportChanges(
  report: (text: string) => void,
  clock: () => number = () => performance.now(),
): (text: string) => void {
  let last: { readonly text: string; readonly atMillis: number } | undefined;
  return (text) => {
    if (last?.text === text && clock() - last.atMillis < REPEAT_MILLIS) return;
    last = { text, atMillis: clock() };
    report(text);
  };
}
