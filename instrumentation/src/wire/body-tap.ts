import { createHash, type Hash } from 'node:crypto';

/** The first bytes of a body, with what is known of the whole. */
export interface CopiedBytes {
  readonly bytes: Buffer;
  /** Whether `bytes` is the whole body. */
  readonly isWhole: boolean;
  /** Size of the whole body; absent when it is not known. */
  readonly sizeBytes?: number | undefined;
  /** SHA-256 of the whole body, in hex, where it passed by and `bytes` is not all of it. */
  readonly sha256?: string | undefined;
}

/** A character that begins before the limit is kept to its end. */
const LONGEST_CHARACTER_BYTES = 4;

/** Looks at a body while it passes by: keeps its first bytes, counts and hashes the rest. */
export class BodyTap {
  private readonly keptBytes: number;
  private chunks: Buffer[] | undefined;
  private hash: Hash | undefined;
  private passedBytes = 0;
  private hasEnded = false;

  constructor(limitBytes: number) {
    this.keptBytes = limitBytes + LONGEST_CHARACTER_BYTES;
  }

  /** A piece has passed by. Its bytes are copied, since whoever owns them may use them again. */
  add(chunk: Uint8Array): void {
    const { passedBytes } = this;
    this.passedBytes += chunk.byteLength;
    if (this.passedBytes > this.keptBytes) {
      this.hash ??= this.startHash();
      this.hash.update(chunk);
    }
    if (passedBytes >= this.keptBytes) return;
    this.chunks ??= [];
    this.chunks.push(Buffer.from(chunk.subarray(0, this.keptBytes - passedBytes)));
  }

  /** The body is complete. */
  end(): void {
    this.hasEnded = true;
  }

  /** Bytes that have passed by. */
  get sizeBytes(): number {
    return this.passedBytes;
  }

  /** What has passed by so far. `claimedBytes`: size that a header claims, for a body that did not pass whole. */
  copied(claimedBytes?: number): CopiedBytes {
    const { chunks = [], hasEnded } = this;
    return {
      bytes: chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks),
      isWhole: hasEnded && this.hash === undefined,
      sizeBytes: hasEnded ? this.passedBytes : claimedBytes,
      sha256: hasEnded ? this.hash?.copy().digest('hex') : undefined,
    };
  }

  private startHash(): Hash {
    const hash = createHash('sha256');
    for (const chunk of this.chunks ?? []) hash.update(chunk);
    return hash;
  }
}
