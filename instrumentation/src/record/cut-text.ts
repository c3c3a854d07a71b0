/** Cuts a text at a character boundary so that it takes no more than so many bytes in UTF-8. */
export function cutText(text: string, longestBytes: number): string {
  if (text.length * 3 <= longestBytes) return text;
  const head = text.length > longestBytes ? text.slice(0, longestBytes) : text;
  const bytes = Buffer.from(head);
  if (bytes.length <= longestBytes) return head;
  let end = longestBytes;
  while (end > 0 && ((bytes[end] as number) & 0xc0) === 0x80) end--;
  return bytes.toString('utf8', 0, end);
}
