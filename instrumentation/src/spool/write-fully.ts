import type { FileHandle } from 'node:fs/promises';

/** Writes all parts at a position of a file. A full disk ends in a rejection, never in a short write. */
export async function writeFully(file: FileHandle, parts: readonly Uint8Array[], position: number): Promise<void> {
  const sizeBytes = parts.reduce((sum, part) => sum + part.length, 0);
  const { bytesWritten } = await file.writev(parts, position);
  if (bytesWritten === sizeBytes) return;
  const rest = Buffer.concat(parts).subarray(bytesWritten);
  for (let done = 0; done < rest.length;) {
    const written = await file.write(rest, done, rest.length - done, position + bytesWritten + done);
    if (written.bytesWritten === 0) throw new Error('The disk takes no more bytes.');
    done += written.bytesWritten;
  }
}
