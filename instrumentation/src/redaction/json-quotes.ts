const BEFORE_VALUE = /[:,[]\s*$/;
const AFTER_VALUE = /^\s*(?:[,}\]]|$)/;
const WINDOW = 16;
const QUOTES = /(\\*)"/g;

/**
 * The quotes that a number needs when a text takes its place: those of a JSON text, escaped as often as it was quoted
 * itself; none where the number stands within a text.
 */
export function toQuotesAround(text: string, start: number, end: number, isJson: boolean): string {
  const before = text.slice(Math.max(0, start - WINDOW), start);
  const isWhole = isJson && before.trim() === '';
  if (!isWhole && !BEFORE_VALUE.test(before)) return '';
  if (!AFTER_VALUE.test(text.slice(end, end + WINDOW))) return '';
  const open = findOpenQuotes(text, start);
  if (open === undefined) return isJson || beginsJson(text, 0) ? '"' : '';
  return beginsJson(text, open.contentStart) ? `${'\\'.repeat(open.backslashes * 2 + 1)}"` : '';
}

interface OpenQuotes {
  readonly backslashes: number;
  readonly contentStart: number;
}

/** The innermost quotes that are open at a place. */
function findOpenQuotes(text: string, at: number): OpenQuotes | undefined {
  const open: OpenQuotes[] = [];
  for (const match of text.slice(0, at).matchAll(QUOTES)) {
    const backslashes = match[1]?.length ?? 0;
    const innermost = open.at(-1);
    if (innermost?.backslashes === backslashes) open.pop();
    else if (innermost === undefined || innermost.backslashes < backslashes)
      open.push({ backslashes, contentStart: match.index + match[0].length });
  }
  return open.at(-1);
}

function beginsJson(text: string, from: number): boolean {
  return /^\s*[[{]/.test(text.slice(from, from + WINDOW));
}
