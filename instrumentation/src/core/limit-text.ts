/** JSON text, or in place of one that is too long its size. */
export function limitText(text: string, limitBytes: number): string {
  if (text.length * 3 <= limitBytes) return text;
  const sizeBytes = Buffer.byteLength(text);
  return sizeBytes <= limitBytes ? text : `{"$truncated":${sizeBytes}}`;
}
