import type { ConversationFilter, ListedFlag, QueryContext } from '@botscope/records';
import fc from 'fast-check';
import { BOTS, CHANNELS, CONVERSATIONS, END_USERS, ENVIRONMENTS, FLOWS, TEXTS } from '../corpus/values.ts';
import { sampleFilters, type Cells } from './combine-cells.ts';

/** What the conversation list may ask. */
export interface ListRequest {
  readonly cells: readonly string[];
  readonly filter: ConversationFilter;
  readonly context: QueryContext;
  /** How long after the newest record it is asked: what was going on has ended then, or is listed then. */
  readonly laterMinutes: number;
  readonly pageSize: number;
}

const some = <T>(values: readonly T[]) => fc.constantFrom(...values);
const few = <T>(values: readonly T[]) => fc.uniqueArray(some(values), { minLength: 1, maxLength: 2 });

const CELLS: Cells<ConversationFilter> = {
  'environment in': few(ENVIRONMENTS).map((environments) => ({ environments })),
  'bot in': few(BOTS).map((bots) => ({ bots })),
  'channel in': few(CHANNELS).map((channels) => ({ channels })),
  'flow in': few(FLOWS).map((flows) => ({ flows })),
  'end user contains': some([...END_USERS, 'mia', 'í', '9 3', 'nobody']).map((endUser) => ({ endUser })),
  'uid is': some([...CONVERSATIONS, 'talk 1', 'talk 17', 'talk 40', 'late 1']).map((uid) => ({ uid })),
  'text contains': some([...TEXTS, 'well', '#']).map((text) => ({ text })),
  'search contains': some([...END_USERS, ...TEXTS, 'talk 1', 'CONV-2']).map((search) => ({ search })),
  'status in': few(['ongoing', 'ended', 'handover', 'error'] as const).map((statuses) => ({ statuses })),
  'with errors': fc.constant({ withErrors: true }),
  'with failed calls': fc.constant({ withFailedCalls: true }),
  'flagged is': fc.boolean().map((flagged) => ({ flagged })),
};
const CONTEXTS: readonly QueryContext[] = [{}, { indexedLabels: new Set(['service_name']) }];
const LATER_MINUTES = [0, 20, 60];
const PAGE_SIZES = [50, 50, 50, 50, 9];

/** Requests of the conversation list. */
export function sampleListRequests(count: number, seed: number): ListRequest[] {
  return sampleFilters(CELLS, count, seed).map(({ filter, cells }, index) => ({
    ...{ filter, cells: cells.map((cell) => `list ${cell}`) },
    context: CONTEXTS[index % 2] ?? {},
    laterMinutes: LATER_MINUTES[index % 3] ?? 0,
    pageSize: PAGE_SIZES[index % PAGE_SIZES.length] ?? 50,
  }));
}

/** Flags of some of the conversations, and of one that nobody has. */
export function createFlags(unixMillis: number): ListedFlag[] {
  const flagged = Array.from({ length: 16 }, (_, i) => `talk ${i * 5}`).concat('late 2', 'conv-1', 'nowhere');
  return flagged.flatMap((conversation) =>
    BOTS.flatMap((bot) => ENVIRONMENTS.map((environment) => ({ bot, environment, conversation, at: unixMillis }))),
  );
}
