import { join } from 'node:path';
import { Queue, type QueueOptions } from './queue.ts';
import type { QueueCounters } from './queue-counters.ts';
import { listSlots, tryToTakeSlot, type Slot } from './slot.ts';

/** Names of the queues' directories in a slot. */
export const QUEUE_DIRECTORIES = { ordinary: 'ordinary', audit: 'audit' } as const;

/** Whose counters the records of orphaned slots go into. */
export interface OrphanOptions extends QueueOptions {
  readonly spoolDirectory: string;
  readonly counters: { readonly ordinary: QueueCounters; readonly audit: QueueCounters };
}

interface Adopted {
  readonly slot: Slot;
  readonly queues: readonly Queue[];
}

/** Sends what processes that have ended left behind in slots that nobody took over. */
export class Orphans {
  private readonly options: OrphanOptions;
  private readonly adopted = new Set<Adopted>();
  private closed = false;

  constructor(options: OrphanOptions) {
    this.options = options;
  }

  /** Records of adopted slots that are not delivered yet, by queue. */
  get unsent(): { readonly ordinary: number; readonly audit: number } {
    const sum = (i: number): number =>
      [...this.adopted].reduce((total, { queues }) => total + (queues[i]?.unsent ?? 0), 0);
    return { ordinary: sum(0), audit: sum(1) };
  }

  /** Looks for free slots with unsent records and starts to send those. Throws the file system's error. */
  adopt(ownSlot: number): void {
    const taken = new Set([ownSlot, ...[...this.adopted].map(({ slot }) => slot.number)]);
    for (const number of listSlots(this.options.spoolDirectory)) {
      if (!taken.has(number) && !this.closed) this.adoptSlot(number);
    }
  }

  /** Resolves when all adopted slots are sent. */
  async delivered(): Promise<void> {
    await Promise.all([...this.adopted].flatMap(({ queues }) => queues.map((queue) => queue.delivered())));
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.adopted].map((adopted) => this.release(adopted)));
  }

  private adoptSlot(number: number): void {
    const slot = tryToTakeSlot(this.options.spoolDirectory, number);
    if (slot === undefined) return;
    try {
      this.send(slot);
    } catch (error) {
      // Its records stay for a process that can read them.
      slot.lock.release();
      this.options.counters.ordinary.lastError = (error as Error).message;
    }
  }

  private send(slot: Slot): void {
    const { counters } = this.options;
    const open = (name: string, sync: boolean, queueCounters: QueueCounters): Queue =>
      new Queue(join(slot.directory, name), sync, queueCounters, this.options);
    const queues = [
      open(QUEUE_DIRECTORIES.ordinary, false, counters.ordinary),
      open(QUEUE_DIRECTORIES.audit, true, counters.audit),
    ];
    const adopted = { slot, queues };
    this.adopted.add(adopted);
    void Promise.all(queues.map((queue) => queue.sender.drained())).then(() => this.release(adopted));
  }

  private async release(adopted: Adopted): Promise<void> {
    if (!this.adopted.delete(adopted)) return;
    await Promise.allSettled(adopted.queues.map((queue) => queue.close()));
    adopted.slot.lock.release();
  }
}
