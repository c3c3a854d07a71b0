import {
  ATTR_CONVERSATION_ID,
  ATTR_ENDUSER_ID,
  ATTR_ENDUSER_NAME,
  ATTR_ENDUSER_PSEUDO_ID,
  ATTR_SESSION_ID,
} from '@botscope/conventions';
import {
  foldConversations,
  isListed,
  matchesConversation,
  readAttribute,
  type BotRecord,
  type ConversationFilter,
  type ConversationRow,
  type ListedFlag,
} from '@botscope/records';

/** What a list is decided by. */
export interface ListMoment {
  readonly nowUnixNano: bigint;
  readonly flags: readonly ListedFlag[];
}

const LISTED: ReadonlySet<BotRecord['type']> = new Set(['turn', 'message', 'conversation']);
const NAMES = [ATTR_CONVERSATION_ID, ATTR_SESSION_ID, ATTR_ENDUSER_ID, ATTR_ENDUSER_PSEUDO_ID, ATTR_ENDUSER_NAME];

/** Rows that a filter of the conversation list means, decided from all records at once. */
export function listMeantConversations(
  records: readonly BotRecord[],
  filter: ConversationFilter,
  moment: ListMoment,
): readonly ConversationRow[] {
  const own = records.filter(
    (record) =>
      LISTED.has(record.type) && accepts(filter.environments, record.environment) && accepts(filter.bots, record.botId),
  );
  const folded = own.filter((record) => record.type !== 'message' || record.direction === 'received');
  const says = (uid: string, text: string) =>
    own.some((record) => record.type === 'message' && record.conversationId === uid && containsForm(record.line, text));
  const isNamed = (uid: string, text: string) =>
    folded.some(
      (record) =>
        record.conversationId === uid && NAMES.some((name) => contains(readAttribute(record, name) ?? '', text)),
    );
  return foldConversations(folded, moment).filter((row) => {
    const { text = '', search = '' } = filter;
    const { uid } = row.key;
    return (
      matchesConversation(row, filter) &&
      isListed(row, moment) &&
      hasActivity(folded, row) &&
      (text === '' || says(uid, text)) &&
      (search === '' || says(uid, search) || isNamed(uid, search))
    );
  });
}

/** A conversation of which only the end is known is not listed. */
function hasActivity(records: readonly BotRecord[], { key }: ConversationRow): boolean {
  return records.some(
    (record) =>
      record.conversationId === key.uid &&
      (record.botId ?? '') === key.bot &&
      (record.environment ?? '') === key.environment &&
      (record.type !== 'conversation' || record.phase === 'started'),
  );
}

function accepts(values: readonly string[] | undefined, value: string | undefined): boolean {
  return values === undefined || values.includes(value ?? '');
}

function contains(text: string, needle: string): boolean {
  return new RegExp(needle.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&'), 'iu').test(text);
}

/** As it is, or escaped once or twice as JSON. */
function containsForm(line: string, needle: string): boolean {
  const once = JSON.stringify(needle).slice(1, -1);
  return [needle, once, JSON.stringify(once).slice(1, -1)].some((form) => contains(line, form));
}
