import type { CopiedBytes } from './call-body.ts';

const MOST_BYTES = 1 << 20;
const LONGEST_WAIT_MILLIS = 30_000;

/**
 * Reads a copy of a stream, at most 1 MiB and 30 s of it, so that the original stays a stream and neither memory nor the
 * record waits for an endless one.
 */
export class BodyCopy {
  /** Resolves when nothing more will be copied; never rejects. */
  readonly done: Promise<void>;
  /** What reading ended with, where it failed. */
  failure: unknown;
  /** When the last bytes came, in the caller's milliseconds. */
  lastActivityMillis: number;
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  private readonly nowMillis: () => number;
  private readonly chunks: Uint8Array[] = [];
  private sizeBytes = 0;
  private isWhole = false;
  private isStopped = false;
  private finish: () => void = () => {};

  constructor(stream: ReadableStream<Uint8Array>, nowMillis: () => number) {
    this.reader = stream.getReader();
    this.nowMillis = nowMillis;
    this.lastActivityMillis = nowMillis();
    const stopped = new Promise<void>((resolve) => (this.finish = resolve));
    const timer = setTimeout(() => this.stop(), LONGEST_WAIT_MILLIS).unref();
    this.done = Promise.race([this.read(), stopped]).finally(() => clearTimeout(timer));
  }

  /** What has been copied. */
  get copied(): CopiedBytes {
    return { bytes: Buffer.concat(this.chunks), isWhole: this.isWhole };
  }

  /** Copies no more. */
  stop(): void {
    this.isStopped = true;
    this.finish();
    this.reader.cancel().catch(() => {});
  }

  private async read(): Promise<void> {
    try {
      while (this.sizeBytes < MOST_BYTES) {
        const { done, value } = await this.reader.read();
        if (this.isStopped) return;
        this.lastActivityMillis = this.nowMillis();
        if (done) {
          this.isWhole = true;
          return;
        }
        this.chunks.push(value);
        this.sizeBytes += value.length;
      }
      this.stop();
    } catch (error) {
      this.failure = error;
    }
  }
}
