import { toConversationKey, toKeyText } from '../assembly/conversation-key.ts';
import type { ConversationKey } from '../assembly/conversation.ts';
import { toUniqueRecords } from '../assembly/unique-records.ts';
import type { BotRecord } from '../record/bot-record.ts';
import type { ConversationRow } from './conversation-row.ts';
import { toFlaggedKeys, type ListOptions } from './listed-flag.ts';
import { toConversationRow } from './to-conversation-row.ts';

/**
 * Rows of the conversation list from turn, conversation and message records, in any order, duplicates allowed; newest
 * activity first. Records without a conversation are left out.
 */
export function foldConversations(records: readonly BotRecord[], options: ListOptions): readonly ConversationRow[] {
  const flagged = toFlaggedKeys(options.flags ?? []);
  const rows = [...groupByConversation(records)].map(([text, { key, records: own }]) =>
    toConversationRow(key, toUniqueRecords(own), { ...options, flagged: flagged.has(text) }),
  );
  return rows.sort(compareRows);
}

/** Records by conversation; those without one are left out. */
export function groupByConversation(
  records: readonly BotRecord[],
): ReadonlyMap<string, { readonly key: ConversationKey; readonly records: BotRecord[] }> {
  const groups = new Map<string, { key: ConversationKey; records: BotRecord[] }>();
  for (const record of records) {
    if (record.conversationId === undefined) continue;
    const key = toConversationKey([record]);
    const text = toKeyText(key);
    const group = groups.get(text);
    if (group) group.records.push(record);
    else groups.set(text, { key, records: [record] });
  }
  return groups;
}

function compareRows(a: ConversationRow, b: ConversationRow): number {
  if (a.lastActivityUnixNano !== b.lastActivityUnixNano) {
    return a.lastActivityUnixNano > b.lastActivityUnixNano ? -1 : 1;
  }
  return toKeyText(a.key) < toKeyText(b.key) ? -1 : 1;
}
