const LENGTH_BYTES = 4;

/** The lines of a block: where each ends, then all texts. */
export function encodeLines(lines: readonly string[]): Buffer {
  const texts = lines.map((line) => Buffer.from(line));
  const ends = Buffer.alloc(lines.length * LENGTH_BYTES);
  let end = ends.length;
  texts.forEach((text, index) => ends.writeUInt32LE((end += text.length), index * LENGTH_BYTES));
  return Buffer.concat([ends, ...texts]);
}

/** The line of a row of a block of `count` rows. */
export function decodeLine(block: Buffer, index: number, count: number): string {
  const from = index === 0 ? count * LENGTH_BYTES : block.readUInt32LE((index - 1) * LENGTH_BYTES);
  return block.toString('utf8', from, block.readUInt32LE(index * LENGTH_BYTES));
}
