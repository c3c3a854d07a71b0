/** All but the name is optional, so that a text without pairs or without a closing quote is walked through once. */
const PAIR = /([^\s="]+)(?:=(?:"([^"\\]*(?:\\.[^"\\]*)*)("?)|([^\s"]*)))?/g;

/** Names and texts of `name=text` pairs in a line; those without a text are left out. */
export function parseLogfmt(line: string): readonly (readonly [name: string, text: string])[] {
  return [...line.matchAll(PAIR)].flatMap(([, name = '', quoted, closing, plain]) => {
    const text = quoted === undefined ? plain : closing === '' ? undefined : unescape(quoted);
    return text === undefined || text === '' ? [] : [[name, text] as const];
  });
}

const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function unescape(quoted: string): string {
  return quoted.replaceAll(/\\([^])/g, (_escape, character: string) => CONTROLS[character] ?? character);
}
