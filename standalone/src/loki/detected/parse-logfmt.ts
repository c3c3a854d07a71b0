/** All but the name is optional, so that a text without pairs or without a closing quote is walked through once. */
const PAIR = /([^\s="]+)(?:=(?:"([^"\\]*(?:\\.[^"\\]*)*)("?)|([^\s"]*)))?/g;

/** Names and texts of `name=text` pairs in a line; those without a text are left out. */
export function parseLogfmt(line: string): readonly (readonly [name: string, text: string])[] {
  return [...line.matchAll(PAIR)].flatMap(([, name = '', quoted, closing, plain]) => {
    const text = quoted === undefined ? plain : closing === '' ? undefined : unescape(quoted);
    return text === undefined || text === '' ? [] : [[name, text] as const];
  });
}

function unescape(quoted: string): string {
  try {
    return JSON.parse(`"${quoted}"`) as string;
  } catch {
    return quoted;
  }
}
