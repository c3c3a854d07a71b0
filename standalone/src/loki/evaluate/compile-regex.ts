import { RE2JS } from 're2js';

const RECENT_LIMIT = 256;
const recent = new Map<string, RE2JS>();

/** A regular expression of RE2's syntax, compiled; recent ones are kept. Linear time, whatever the pattern. @throws on bad syntax */
export function compileRegex(pattern: string, flags = 0): RE2JS {
  const key = `${flags} ${pattern}`;
  const known = recent.get(key);
  if (known !== undefined) return known;
  const compiled = RE2JS.compile(pattern, flags);
  if (recent.size >= RECENT_LIMIT) recent.clear();
  recent.set(key, compiled);
  return compiled;
}

const MEMO_LIMIT = 1000;

/**
 * Whether a whole label value matches, as matchers of Prometheus 3 read an expression: `.` is any character, also a new
 * line. Answers are remembered for values that come again (labels have few).
 */
export function compileAnchoredTest(pattern: string): (text: string) => boolean {
  const regex = compileRegex(pattern, RE2JS.DOTALL);
  const answers = new Map<string, boolean>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = regex.testExact(text);
    if (answers.size < MEMO_LIMIT) answers.set(text, answer);
    return answer;
  };
}
