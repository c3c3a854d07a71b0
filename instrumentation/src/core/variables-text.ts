import type { VariableStore } from './variable-store.ts';

/** JSON text of all variables. Over the limit the largest values are replaced by their sizes. */
export function toVariablesText(store: VariableStore, limitBytes: number): string | undefined {
  const entries = [...store.entries()];
  if (entries.length === 0) return undefined;
  const sizes = entries.map(([, text]) => Buffer.byteLength(text)).sort((a, b) => b - a);
  let text = join(entries);
  for (const largest of sizes) {
    if (Buffer.byteLength(text) <= limitBytes) break;
    text = join(entries.map(([name, value]) => [name, shorten(value, largest)]));
  }
  return text;
}

function join(entries: readonly (readonly [string, string])[]): string {
  return `{${entries.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`;
}

function shorten(text: string, largestBytes: number): string {
  const sizeBytes = Buffer.byteLength(text);
  return sizeBytes >= largestBytes ? `{"$truncated":${sizeBytes}}` : text;
}
