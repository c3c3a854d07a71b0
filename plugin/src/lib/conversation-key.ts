import type { ConversationKey } from '@botscope/records';
import type { FlagKey } from './sidecar-client.ts';

/** One text for a conversation's key, for lists and sets. */
export function toKeyText({ bot, environment, uid }: ConversationKey): string {
  return JSON.stringify([bot, environment, uid]);
}

/** A conversation's key as the sidecar names it. */
export function toFlagKey({ bot, environment, uid }: ConversationKey): FlagKey {
  return { bot, environment, conversation: uid };
}

/** A flag's conversation as records name it. */
export function fromFlagKey({ bot, environment, conversation }: FlagKey): ConversationKey {
  return { bot, environment, uid: conversation };
}
