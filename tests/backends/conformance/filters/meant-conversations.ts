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
  const active = new Set(folded.filter(isActivity).map((record) => toKey(record)));
  const { text = '', search = '' } = filter;
  const found = [
    ...(text === '' ? [] : [findSaying(own, text)]),
    ...(search === '' ? [] : [new Set([...findSaying(own, search), ...findNamed(folded, search)])]),
  ];
  return foldConversations(folded, moment).filter(
    (row) =>
      matchesConversation(row, filter) &&
      isListed(row, moment) &&
      active.has(JSON.stringify([row.key.uid, row.key.bot, row.key.environment])) &&
      found.every((uids) => uids.has(row.key.uid)),
  );
}

/** Of a conversation of which only the end is known there is none; it is not listed. */
const isActivity = (record: BotRecord): boolean => record.type !== 'conversation' || record.phase === 'started';

const toKey = ({ conversationId, botId = '', environment = '' }: BotRecord): string =>
  JSON.stringify([conversationId, botId, environment]);

/** Conversations with a message whose line contains a text, as it is or escaped once or twice as JSON. */
function findSaying(records: readonly BotRecord[], text: string): Set<string | undefined> {
  const once = JSON.stringify(text).slice(1, -1);
  const forms = [text, once, JSON.stringify(once).slice(1, -1)].map(toRegex);
  const says = (record: BotRecord) => record.type === 'message' && forms.some((form) => form.test(record.line));
  return new Set(records.filter(says).map(({ conversationId }) => conversationId));
}

/** Conversations whose uid or end user contains a text in one of their records. */
function findNamed(records: readonly BotRecord[], text: string): Set<string | undefined> {
  const regex = toRegex(text);
  const isNamed = (record: BotRecord) => NAMES.some((name) => regex.test(readAttribute(record, name) ?? ''));
  return new Set(records.filter(isNamed).map(({ conversationId }) => conversationId));
}

function accepts(values: readonly string[] | undefined, value: string | undefined): boolean {
  return values === undefined || values.includes(value ?? '');
}

const toRegex = (text: string): RegExp => new RegExp(text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&'), 'iu');
