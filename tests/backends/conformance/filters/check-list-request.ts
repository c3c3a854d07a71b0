import { isDeepStrictEqual } from 'node:util';
import { createConversationPager, type BotRecord, type ConversationRow, type TimeRange } from '@botscope/records';
import type { Engine, TwoEngines } from '../engines/two-engines.ts';
import type { FilterOutcome } from './check-record-filters.ts';
import type { ListRequest } from './conversation-filters.ts';
import { listMeantConversations, type ListMoment } from './meant-conversations.ts';

/** What lists are asked of, with all records of tenant `bots` in the picked range, and in all time. */
export interface ListGround {
  readonly range: TimeRange;
  readonly records: readonly BotRecord[];
  readonly everRecords: readonly BotRecord[];
}

async function list(
  { client }: Engine,
  { filter, context, pageSize }: ListRequest,
  range: TimeRange,
  moment: ListMoment,
): Promise<ConversationRow[]> {
  const pager = createConversationPager({ client, filter, context, pageSize, range, ...moment });
  const rows: ConversationRow[] = [];
  for (;;) {
    const page = await pager.nextPage();
    rows.push(...page.rows);
    if (page.done) return rows;
  }
}

const toKeys = (rows: readonly ConversationRow[]): string =>
  rows.map(({ key }) => `${key.uid}/${key.bot}/${key.environment}`).join(', ');

function describe(found: readonly ConversationRow[], other: readonly ConversationRow[]): string {
  if (toKeys(found) !== toKeys(other)) return `rows ${toKeys(found)}\nagainst ${toKeys(other)}`;
  const index = found.findIndex((row, i) => !isDeepStrictEqual(row, other[i]));
  const toText = (row: ConversationRow | undefined) =>
    JSON.stringify(row, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  return `row ${toText(found[index])}\nagainst ${toText(other[index])}`;
}

const counts = new WeakMap<readonly BotRecord[], Map<bigint, number>>();

/** Rows without a filter, at one moment; counted once. */
function countAll({ records }: ListGround, moment: ListMoment): number {
  const known = counts.get(records) ?? new Map<bigint, number>();
  counts.set(records, known);
  const count = known.get(moment.nowUnixNano) ?? listMeantConversations(records, {}, moment).length;
  known.set(moment.nowUnixNano, count);
  return count;
}

/**
 * Without what a pager leaves open: the order of conversations whose last activity is at one nanosecond, and whether
 * the beginning is that of the first turn or of the conversation, which may be told a moment before it.
 */
function toComparable(rows: readonly ConversationRow[]): readonly ConversationRow[] {
  return rows
    .map((row) => ({ ...row, startUnixNano: 0n }))
    .sort((a, b) => Number(b.lastActivityUnixNano - a.lastActivityUnixNano) || (toKeys([a]) < toKeys([b]) ? -1 : 1));
}

const isNewestFirst = (rows: readonly ConversationRow[]): boolean =>
  rows.every((row, i) => row.lastActivityUnixNano <= (rows[i - 1] ?? row).lastActivityUnixNano);

/** Pages through the list on both engines and compares the rows with each other and with our own evaluation. */
export async function checkListRequest(
  { loki, standalone }: TwoEngines,
  request: ListRequest,
  ground: ListGround,
  moment: ListMoment,
): Promise<FilterOutcome> {
  const [theirs, ours] = await Promise.all([
    list(loki, request, ground.range, moment),
    list(standalone, request, ground.range, moment),
  ]);
  const records = request.filter.flagged === true ? ground.everRecords : ground.records;
  const meant = toComparable(listMeantConversations(records, request.filter, moment));
  const isPartial = theirs.length > 0 && theirs.length < countAll(ground, moment);
  const name = JSON.stringify(request.filter);
  if (!isDeepStrictEqual(theirs, ours)) {
    return { problem: `${name}\nLoki and standalone: ${describe(theirs, ours)}`, isPartial };
  }
  if (!isNewestFirst(ours)) return { problem: `${name}\nnot the newest first: ${toKeys(ours)}`, isPartial };
  const found = toComparable(ours);
  if (isDeepStrictEqual(found, meant)) return { problem: undefined, isPartial };
  return { problem: `${name}\nthe engines and what is meant: ${describe(found, meant)}`, isPartial };
}
