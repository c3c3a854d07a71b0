import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { lockSlot, type SlotLock } from './slot-lock.ts';

/** A directory that this process alone uses: two queues, a quarantine. */
export interface Slot {
  readonly number: number;
  readonly directory: string;
  readonly lock: SlotLock;
}

const NAME = /^slot-(\d{4})$/;
const MOST_SLOTS = 1_000;

/** Takes the first free slot of a spool directory, one with records of a process that has ended if there is one. */
export function takeSlot(spoolDirectory: string): Slot {
  for (let number = 1; number < MOST_SLOTS; number++) {
    const slot = tryToTakeSlot(spoolDirectory, number);
    if (slot !== undefined) return slot;
  }
  throw new Error(`All ${MOST_SLOTS} slots of ${spoolDirectory} are in use.`);
}

/** Takes a slot, making its directory; undefined when a process has it. */
export function tryToTakeSlot(spoolDirectory: string, number: number): Slot | undefined {
  const directory = join(spoolDirectory, `slot-${String(number).padStart(4, '0')}`);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const lock = lockSlot(join(directory, 'lock.sqlite'));
  return lock && { number, directory, lock };
}

/** Numbers of the slots that exist. */
export function listSlots(spoolDirectory: string): number[] {
  if (!existsSync(spoolDirectory)) return [];
  return readdirSync(spoolDirectory)
    .map((name) => NAME.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number);
}
