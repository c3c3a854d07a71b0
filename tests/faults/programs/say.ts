import { writeSync } from 'node:fs';

const PAUSE_MILLIS = 1;
const pause = new Int32Array(new SharedArrayBuffer(4));

/** Tells the process that started this one, and returns when that was handed over, however long it was busy with something else. */
export function say(text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(pause, 0, 0, PAUSE_MILLIS);
    }
  }
}
