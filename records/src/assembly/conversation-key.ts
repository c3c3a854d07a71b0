import type { BotRecord } from '../record/bot-record.ts';
import type { ConversationKey } from './conversation.ts';

/** The key that the first record naming each part gives; records are those of one conversation. */
export function toConversationKey(records: readonly BotRecord[]): ConversationKey {
  const find = (read: (record: BotRecord) => string | undefined) =>
    records.map(read).find((value) => value !== undefined) ?? '';
  return {
    bot: find(({ botId }) => botId),
    environment: find(({ environment }) => environment),
    uid: find(({ conversationId }) => conversationId),
  };
}

/** A key as one text, equal for equal keys only. */
export function toKeyText({ bot, environment, uid }: ConversationKey): string {
  return JSON.stringify([bot, environment, uid]);
}

/** The conversations that records of one UID belong to: more than one when several bots or environments use it. */
export function findConversationKeys(records: readonly BotRecord[]): readonly ConversationKey[] {
  const keys = new Map<string, ConversationKey>();
  for (const { botId, environment, conversationId } of records) {
    if (botId === undefined || environment === undefined || conversationId === undefined) continue;
    const key = { bot: botId, environment, uid: conversationId };
    keys.set(toKeyText(key), key);
  }
  return [...keys.values()];
}
