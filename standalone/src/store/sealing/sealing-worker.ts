import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { workerData } from 'node:worker_threads';
import { sealDurably } from '../sealed/seal-durably.ts';
import type { SealingJob } from './sealing-thread.ts';

/** Records that come in go first. Where the system has no priority for a single thread, they share the machine. */
function yieldToOthers(): void {
  try {
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Sealing works all the same.
  }
}

const { from, to } = workerData as SealingJob;
yieldToOthers();
sealDurably(from, to);
