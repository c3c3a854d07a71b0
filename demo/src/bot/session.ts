import { randomUUID } from 'node:crypto';
import type { EndUser } from '@botscope/instrumentation';
import type { Waiting } from './intent.ts';

/** A person's talk with the bot. */
export interface Session {
  readonly uid: string;
  readonly channel: string;
  readonly endUser: EndUser;
  waiting: Waiting;
  /** Whether a human agent has taken over. */
  isWithAgent: boolean;
  /** What the bot has said since, unasked, and the chat has not shown yet. */
  later: string[];
}

/** A new session with a new UID. */
export function createSession(channel: string, endUser: EndUser): Session {
  return { uid: randomUUID(), channel, endUser, waiting: undefined, isWithAgent: false, later: [] };
}
