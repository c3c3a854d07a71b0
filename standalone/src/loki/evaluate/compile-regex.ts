import { RE2JS } from 're2js';

const RECENT_LIMIT = 256;
const recent = new Map<string, RE2JS>();

/** A regular expression of RE2's syntax, compiled; recent ones are kept. Linear time, whatever the pattern. @throws on bad syntax */
export function compileRegex(pattern: string): RE2JS {
  const known = recent.get(pattern);
  if (known !== undefined) return known;
  const compiled = RE2JS.compile(pattern);
  if (recent.size >= RECENT_LIMIT) recent.clear();
  recent.set(pattern, compiled);
  return compiled;
}

const MEMO_LIMIT = 1000;

/** Whether a whole text matches, remembering the answers for values that come again (labels have few). */
export function compileAnchoredTest(pattern: string): (text: string) => boolean {
  const regex = compileRegex(pattern);
  const answers = new Map<string, boolean>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = regex.testExact(text);
    if (answers.size < MEMO_LIMIT) answers.set(text, answer);
    return answer;
  };
}
