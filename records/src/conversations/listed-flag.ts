import type { Flag } from '@botscope/conventions';
import { toKeyText } from '../assembly/conversation-key.ts';
import type { AssemblyOptions } from '../assembly/conversation-status.ts';

/** What the list needs of a flag, as the sidecar's `GET flags` answers it. */
export type ListedFlag = Pick<Flag, 'bot' | 'environment' | 'conversation' | 'at'>;

/** Options of the conversation list. */
export interface ListOptions extends AssemblyOptions {
  /** All flags. Default: none. */
  readonly flags?: readonly ListedFlag[];
}

/** Keys of flagged conversations, as {@link toKeyText} writes them. */
export function toFlaggedKeys(flags: readonly ListedFlag[]): ReadonlySet<string> {
  return new Set(flags.map(({ bot, environment, conversation }) => toKeyText({ bot, environment, uid: conversation })));
}
