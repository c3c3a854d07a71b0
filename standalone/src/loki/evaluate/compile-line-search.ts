import type { LineFilterStage } from '../logql/ast.ts';
import { compileRegex } from './compile-regex.ts';
import { toLiteralPattern } from './literal-pattern.ts';

/** Whether a text has what is looked for. */
export type LineSearch = (line: string) => boolean;

/** Test of a line filter: whether the line stays. */
export function compileLineFilter(stage: LineFilterStage): LineSearch {
  const regex = stage.operator === '|~' || stage.operator === '!~';
  const searches = stage.values.map(regex ? compileRegexSearch : compileTextSearch);
  const wanted = stage.operator === '|=' || stage.operator === '|~';
  return (line) => searches.some((search) => search(line)) === wanted;
}

function compileTextSearch(text: string): LineSearch {
  return (line) => line.includes(text);
}

/** An unanchored search. Those for a text are decided, or mostly refused, by a plain substring search, which is many times faster. */
export function compileRegexSearch(pattern: string): LineSearch {
  const literal = toLiteralPattern(pattern);
  if (literal === undefined) {
    const regex = compileRegex(pattern);
    return (line) => regex.test(line);
  }
  if (!literal.ignoreCase) return compileTextSearch(literal.text);
  const regex = compileRegex(pattern);
  const clue = longestAsciiRun(literal.text).toLowerCase();
  if (clue === '') return (line) => regex.test(line);
  return (line) => foldLine(line).includes(clue) && regex.test(line);
}

function longestAsciiRun(text: string): string {
  const runs = text.match(/[\x20-\x7e]+/g) ?? [];
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest), '');
}

/** Lower case, with the long s too: RE2 takes ſ for s, and lower case already makes the Kelvin sign a k. */
function foldLine(line: string): string {
  return line.toLowerCase().replaceAll('ſ', 's');
}
