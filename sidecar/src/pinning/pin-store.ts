import type { DatabaseSync } from 'node:sqlite';
import type { FlagKey } from '../flags/flag-store.ts';

/** A flagged conversation whose records are copied into what is kept long, and how far that has come. */
export interface Pin extends FlagKey {
  /** Whether its API records are copied too. */
  readonly withCalls: boolean;
  /** When it was asked for, milliseconds since the epoch. */
  readonly sinceMillis: number;
  /** Up to when everything has been copied; absent before the first pass. */
  readonly copiedUntilMillis?: number;
  readonly copiedCount: number;
  /** Records that the store will never take, as far as is known. */
  readonly refusedCount: number;
  /** Why, in the store's words. */
  readonly refusal?: string;
  /** Failed passes in a row. */
  readonly attempts: number;
}

/** What a pass came to. */
export interface PinProgress {
  readonly copiedUntilMillis: number;
  readonly copiedCount: number;
  /** When to look again; absent: the conversation has ended and all of it is copied. */
  readonly nextMillis?: number;
  /** Records that the store will never take. */
  readonly refusedCount: number;
  /** Why, in the store's words. */
  readonly refusal?: string;
}

/** Something about the pins that a person should know. */
export interface PinTrouble extends FlagKey {
  readonly refusedCount: number;
  readonly refusal?: string;
  /** Why the newest pass failed; it is tried again. */
  readonly problem?: string;
}

/** Pins in the state file. */
export interface PinStore {
  /** Asks for a conversation to be copied, or copied again, from now on. Part of the caller's transaction. */
  start(key: FlagKey, withCalls: boolean, nowMillis: number): void;
  /** Forgets a pin; its copies stay. */
  stop(key: FlagKey): void;
  /** Pins that are to be looked at, the longest waiting first. */
  listDue(nowMillis: number, limit: number): readonly Pin[];
  /** Keeps what a pass came to; nothing when the pin was stopped or asked for anew meanwhile. */
  keep(pin: Pin, progress: PinProgress): void;
  /** Keeps why a pass failed and when to try again; nothing when the pin was stopped or asked for anew meanwhile. */
  delay(pin: Pin, problem: string, nextMillis: number): void;
  listTroubles(): readonly PinTrouble[];
}

interface Row {
  readonly bot: string;
  readonly environment: string;
  readonly conversation: string;
  readonly with_calls: number;
  readonly since_millis: number;
  readonly copied_until_millis: number | null;
  readonly copied_count: number;
  readonly attempts: number;
  readonly refused_count: number;
  readonly refusal: string | null;
  readonly problem: string | null;
}

const KEY = 'bot = ? AND environment = ? AND conversation = ?';

function toPin(row: Row): Pin {
  const { bot, environment, conversation, attempts, refusal } = row;
  return {
    ...{ bot, environment, conversation, attempts },
    withCalls: row.with_calls === 1,
    sinceMillis: row.since_millis,
    ...(row.copied_until_millis === null ? {} : { copiedUntilMillis: row.copied_until_millis }),
    copiedCount: row.copied_count,
    refusedCount: row.refused_count,
    ...(refusal === null ? {} : { refusal }),
  };
}

function toTrouble({ bot, environment, conversation, refused_count, refusal, problem }: Row): PinTrouble {
  return {
    ...{ bot, environment, conversation, refusedCount: refused_count },
    ...(refusal === null ? {} : { refusal }),
    ...(problem === null ? {} : { problem }),
  };
}

/** The pins of a state file. */
export function createPinStore(database: DatabaseSync): PinStore {
  const insert = database.prepare(
    `INSERT OR REPLACE INTO pins (bot, environment, conversation, with_calls, since_millis, next_millis)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const remove = database.prepare(`DELETE FROM pins WHERE ${KEY}`);
  const due = database.prepare('SELECT * FROM pins WHERE next_millis <= ? ORDER BY next_millis LIMIT ?');
  const update = database.prepare(
    `UPDATE pins SET copied_until_millis = ?, copied_count = ?, next_millis = ?, refused_count = ?, refusal = ?,
     attempts = 0, problem = NULL WHERE ${KEY} AND since_millis = ?`,
  );
  const fail = database.prepare(
    `UPDATE pins SET attempts = attempts + 1, problem = ?, next_millis = ? WHERE ${KEY} AND since_millis = ?`,
  );
  const troubles = database.prepare('SELECT * FROM pins WHERE refused_count > 0 OR problem IS NOT NULL');
  return {
    start: ({ bot, environment, conversation }, withCalls, nowMillis) =>
      void insert.run(bot, environment, conversation, withCalls ? 1 : 0, nowMillis, nowMillis),
    stop: ({ bot, environment, conversation }) => void remove.run(bot, environment, conversation),
    listDue: (nowMillis, limit) => (due.all(nowMillis, limit) as unknown as Row[]).map(toPin),
    keep: ({ bot, environment, conversation, sinceMillis }, progress) => {
      const { copiedUntilMillis, copiedCount, nextMillis = null, refusedCount, refusal = null } = progress;
      const values = [copiedUntilMillis, copiedCount, nextMillis, refusedCount, refusal];
      update.run(...values, bot, environment, conversation, sinceMillis);
    },
    delay: ({ bot, environment, conversation, sinceMillis }, problem, nextMillis) =>
      void fail.run(problem, nextMillis, bot, environment, conversation, sinceMillis),
    listTroubles: () => (troubles.all() as unknown as Row[]).map(toTrouble),
  };
}
