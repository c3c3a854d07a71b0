const LINES_AROUND = 3;
const LINES_WITHOUT_PLACE = 20;
/** Lines that `new Function` puts before a script. */
const FUNCTION_HEAD_LINES = 2;

/**
 * JSON text of the lines of a script around the one that threw, each with its number, that one marked; of its first
 * lines where the stack does not tell. Undefined without a source.
 */
export function toScriptExcerpt(source: string | undefined, stack: string | undefined): string | undefined {
  if (source === undefined) return undefined;
  const lines = source.split('\n');
  const failed = findLine(stack ?? '', lines.length);
  const from = failed === undefined ? 1 : Math.max(1, failed - LINES_AROUND);
  const to = failed === undefined ? LINES_WITHOUT_PLACE : failed + LINES_AROUND;
  const excerpt = lines
    .slice(from - 1, to)
    .map((line, i) => `${from + i === failed ? '>' : ' '} ${String(from + i).padStart(3)} | ${line.slice(0, 500)}`);
  return JSON.stringify(excerpt.join('\n'));
}

/** Line in the script, counted from 1: of `vm` (evalmachine) or of `new Function` (anonymous). */
function findLine(stack: string, lineCount: number): number | undefined {
  const machine = /evalmachine\.<[^>]*>:(\d+)/.exec(stack)?.[1];
  const made = /<anonymous>:(\d+):\d+/.exec(stack)?.[1];
  const line = machine === undefined ? Number(made ?? NaN) - FUNCTION_HEAD_LINES : Number(machine);
  return line >= 1 && line <= lineCount ? line : undefined;
}
