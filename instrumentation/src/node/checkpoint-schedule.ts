const EVERY_MILLIS = 60_000;
const EVERY_ENTRIES = 1_000;

/** Makes a checkpoint of the audit chain every 60 s or 1,000 entries, whichever is first, and none without new entries. */
export class CheckpointSchedule {
  private readonly make: () => Promise<unknown>;
  private entries = 0;
  private timer: NodeJS.Timeout | undefined;

  /** A checkpoint that `make` rejects is made up for by the next one. */
  constructor(make: () => Promise<unknown>) {
    this.make = make;
  }

  /** An entry has been added to the chain. */
  count(): void {
    this.entries++;
    if (this.entries >= EVERY_ENTRIES) void this.checkpoint();
    else this.timer ??= setTimeout(() => void this.checkpoint(), EVERY_MILLIS).unref();
  }

  /** Makes one now, unless there are no new entries. */
  async checkpoint(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.entries === 0) return;
    this.entries = 0;
    await this.make().catch(() => {});
  }
}
