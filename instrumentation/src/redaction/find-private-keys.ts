import type { Found } from './scan-run.ts';

const BEGIN = '-----BEGIN';
const END = '-----END';
const DASHES = '-----';
const LONGEST_TITLE = 60;
/** What a key's lines consist of, also where they are escaped; a key that was cut off ends where they do. */
const LINES = /[A-Za-z0-9+/=\\%:,.\s-]*/y;

/** Finds private keys in their frame of `-----BEGIN … PRIVATE KEY…-----`, in whatever way the text is escaped. */
export function findPrivateKeys(text: string, found: Found): void {
  let isClosed = true;
  for (let begin = text.indexOf(BEGIN); begin !== -1;) {
    const titleEnd = text.indexOf(DASHES, begin + BEGIN.length);
    const title = text.slice(begin + BEGIN.length, begin + BEGIN.length + LONGEST_TITLE);
    if (!title.slice(0, Math.max(0, titleEnd - begin - BEGIN.length)).includes('PRIVATE')) {
      begin = text.indexOf(BEGIN, begin + BEGIN.length);
      continue;
    }
    const end: number | undefined = isClosed ? findEnd(text, titleEnd) : undefined;
    isClosed = end !== undefined;
    const stop = end ?? skipLines(text, titleEnd);
    found(begin, stop);
    begin = text.indexOf(BEGIN, stop);
  }
}

function findEnd(text: string, from: number): number | undefined {
  const end = text.indexOf(END, from);
  if (end === -1) return undefined;
  const close = text.indexOf(DASHES, end + END.length);
  return close === -1 ? undefined : close + DASHES.length;
}

function skipLines(text: string, from: number): number {
  LINES.lastIndex = from;
  return from + (LINES.exec(text)?.[0].length ?? 0);
}
