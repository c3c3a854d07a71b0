import { createClock } from './clock.ts';
import { createUlidFactory } from './ulid.ts';

/** One clock for all telemetries of a process, so that their records stand in one order. */
export const nextUnixNano = createClock();

/** Uids that sort as they were made, whichever telemetry of the process asked. */
export const nextUid = createUlidFactory();
