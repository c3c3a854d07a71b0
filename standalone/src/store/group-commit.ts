import { StoreError } from './store-error.ts';

/** Work that waits for the next commit. */
interface Waiting<Batch> {
  readonly batch: Batch;
  readonly size: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** How commits are grouped. */
export interface GroupCommitOptions {
  /** At least this long between two commits, so that many requests share one. */
  readonly intervalMillis: number;
  /** A commit takes no further batch once it has so many items. */
  readonly maxItems: number;
}

/** Gathers batches and commits them together; each is answered after the commit that holds it. */
export class GroupCommit<Batch> {
  readonly #commit: (batches: readonly Batch[]) => void;
  readonly #options: GroupCommitOptions;
  #waiting: Waiting<Batch>[] = [];
  #lastCommit = -Infinity;
  #isScheduled = false;
  #isClosed = false;

  /** `commit` stores all batches or throws and stores none. */
  constructor(commit: (batches: readonly Batch[]) => void, options: GroupCommitOptions) {
    this.#commit = commit;
    this.#options = options;
  }

  /** Resolves once the batch is stored; rejects when it is not. */
  add(batch: Batch, size: number): Promise<void> {
    if (this.#isClosed) return Promise.reject(new StoreError('the store is closed'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ batch, size, resolve, reject });
      this.#schedule();
    });
  }

  /** Commits what waits and takes nothing more. */
  close(): void {
    this.#isClosed = true;
    while (this.#waiting.length > 0) this.#commitGroup();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const run = () => {
      this.#isScheduled = false;
      this.#commitGroup();
      if (this.#waiting.length > 0) this.#schedule();
    };
    const wait = this.#lastCommit + this.#options.intervalMillis - performance.now();
    if (wait > 0) setTimeout(run, wait);
    else setImmediate(run);
  }

  #commitGroup(): void {
    const group = this.#takeGroup();
    if (group.length === 0) return;
    try {
      this.#commit(group.map((waiting) => waiting.batch));
      for (const waiting of group) waiting.resolve();
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
      else for (const waiting of group) this.#commitAlone(waiting);
    }
    this.#lastCommit = performance.now();
  }

  /** One batch that cannot be stored must not fail the others. */
  #commitAlone(waiting: Waiting<Batch>): void {
    try {
      this.#commit([waiting.batch]);
      waiting.resolve();
    } catch (error) {
      waiting.reject(error);
    }
  }

  #takeGroup(): Waiting<Batch>[] {
    let count = 0;
    let items = 0;
    while (count < this.#waiting.length && (count === 0 || items < this.#options.maxItems)) {
      items += this.#waiting[count]?.size ?? 0;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }
}
