/** Writes a closed file anew in the layout of sealed files; resolves once that is safe on disk under its name. */
export type SealFile = (from: string, to: string) => Promise<void>;

/** Seals one file after the other. */
export class SealingQueue {
  readonly #sealFile: SealFile;
  #last: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(sealFile: SealFile) {
    this.#sealFile = sealFile;
  }

  /** Resolves when the file is sealed; rejects when it could not be, or when the queue was closed before its turn. */
  add(from: string, to: string): Promise<void> {
    const sealed = this.#last.then(() => {
      if (this.#isClosed) throw new Error('the store was closed');
      return this.#sealFile(from, to);
    });
    this.#last = sealed.catch(() => undefined);
    return sealed;
  }

  /** Begins no further file. */
  close(): void {
    this.#isClosed = true;
  }
}
