import { BodyTap, type CopiedBytes } from '../wire/body-tap.ts';

/**
 * Reads a copy of an answer's body where its bytes cannot be seen on the wire: a `fetch` that is a stand-in. At most the
 * limit of it, so that the original stays a stream.
 */
export class AnswerCopy {
  /** Resolves when nothing more will be copied; never rejects. */
  readonly done: Promise<void>;
  /** What reading ended with, where it failed. */
  failure: unknown;
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  private readonly limitBytes: number;
  private readonly tap: BodyTap;
  private isStopped = false;
  private finish: () => void = () => {};

  constructor(stream: ReadableStream<Uint8Array>, limitBytes: number) {
    this.reader = stream.getReader();
    this.limitBytes = limitBytes;
    this.tap = new BodyTap(limitBytes);
    this.done = Promise.race([this.read(), new Promise<void>((resolve) => (this.finish = resolve))]);
  }

  /** What has been copied. */
  copied(claimedBytes: number | undefined): CopiedBytes {
    return this.tap.copied(claimedBytes);
  }

  /** Copies no more. */
  stop(): void {
    this.isStopped = true;
    this.finish();
    this.reader.cancel().catch(() => {});
  }

  private async read(): Promise<void> {
    try {
      while (this.tap.sizeBytes <= this.limitBytes) {
        const { done, value } = await this.reader.read();
        if (this.isStopped) return;
        if (done) return this.tap.end();
        this.tap.add(value);
      }
      this.stop();
    } catch (error) {
      this.failure = error;
    }
  }
}
