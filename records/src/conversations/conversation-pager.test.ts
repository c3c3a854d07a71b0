import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConversationFilter } from '../filters/conversation-filter.ts';
import { containsText } from '../filters/text-match.ts';
import type { LokiEntry } from '../loki/loki-entry.ts';
import { parseRecord } from '../record/parse-record.ts';
import { createConversation, START } from '../../test/test-conversation.ts';
import { createTestLoki } from '../../test/test-loki.ts';
import { createConversationPager, type ConversationPagerOptions } from './conversation-pager.ts';
import type { ConversationRow } from './conversation-row.ts';
import { foldConversations } from './fold-conversations.ts';
import { isListed } from './is-listed.ts';
import { matchesConversation } from './matches-conversation.ts';
import { TooManyConversationsError } from './too-many-conversations-error.ts';

const DAY = 86_400_000_000_000n;
const SECOND = 1_000_000_000n;
const RANGE = { startUnixNano: START, endUnixNano: START + 40n * DAY };
const NOW = START + 40n * DAY;

type Options = Partial<ConversationPagerOptions>;

async function list(entries: readonly LokiEntry[], options: Options): Promise<readonly ConversationRow[]> {
  const { client } = createTestLoki(entries);
  const pager = createConversationPager({ client, filter: {}, range: RANGE, nowUnixNano: NOW, ...options });
  const rows: ConversationRow[] = [];
  const completed: ConversationRow[] = [];
  for (;;) {
    const page = await pager.nextPage();
    rows.push(...page.rows);
    completed.push(...((await page.completed) ?? []));
    if (page.done) return rows.map((row) => completed.find(({ key }) => isSame(key, row.key)) ?? row);
    expect(page.rows).toHaveLength(options.pageSize ?? 50);
  }
}

const isSame = (a: ConversationRow['key'], b: ConversationRow['key']) => JSON.stringify(a) === JSON.stringify(b);

const some = <Value>(...values: readonly Value[]) => fc.constantFrom(...values);
const maybe = <Value>(...values: readonly Value[]) => fc.option(some(...values), { nil: undefined });

/** A conversation of a few turns, hours or days apart, perhaps still in its first. */
const conversation = fc.record({
  bot: some('shop', 'support'),
  environment: some('sandbox', 'production'),
  offset: fc.bigInt({ min: 0n, max: 30n * 24n }).map((hours) => hours * 3600n * SECOND),
  gaps: fc.array(some(30, 3000, 9000, 200_000), { maxLength: 5 }),
  texts: fc.array(some('Hello', 'Where is my MONEY?', 'say "hi"'), { minLength: 6, maxLength: 6 }),
  failing: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
  flows: fc.array(some('Welcome', 'Refund'), { minLength: 6, maxLength: 6 }),
  channel: maybe('web', 'sms'),
  user: maybe('Mia', 'u-money'),
  started: fc.boolean(),
  end: maybe('user', 'handover', 'error'),
});

type Sketch = typeof conversation extends fc.Arbitrary<infer Value> ? Value : never;

function toEntries(sketch: Sketch, uid: string): readonly LokiEntry[] {
  const common = { 'bot.channel': sketch.channel, 'bot.enduser.name': sketch.user };
  const c = createConversation({ ...sketch, uid, startUnixNano: START + sketch.offset, common });
  const entries = sketch.started ? [c.started(0)] : [];
  let seconds = 1;
  sketch.gaps.forEach((gap, i) => {
    const index = i + 1;
    const failed = sketch.failing[i] ? { 'bot.outcome': 'error', 'bot.turn.api_error_count': 1 } : {};
    entries.push(c.received(seconds, index, sketch.texts[i] ?? ''), c.sent(seconds + 1, index, 'Well'));
    entries.push(c.turn(seconds + 2, index, { ...failed, 'bot.flow.name': sketch.flows[i] }));
    seconds += gap;
  });
  entries.push(c.received(seconds, sketch.gaps.length + 1, sketch.texts[5] ?? ''));
  if (sketch.end !== undefined) entries.push(c.ended(seconds + 3, sketch.end));
  return entries;
}

const conversationFilter: fc.Arbitrary<ConversationFilter> = fc.record({
  environments: maybe(['sandbox'], ['production', 'sandbox'], []),
  bots: maybe(['shop']),
  channels: maybe(['web'], ['web', 'sms']),
  flows: maybe(['Refund']),
  endUser: maybe('mia', 'money'),
  uid: maybe('conv-1', 'conv-nowhere'),
  text: maybe('money', 'say "hi"'),
  search: maybe('money', 'conv-2'),
  statuses: maybe(['ended' as const], ['error' as const, 'handover' as const]),
  withErrors: maybe(true, false),
  withFailedCalls: maybe(true),
  flagged: maybe(false),
});

/** What the list promises, decided from all records at once. */
function expectedRows(entries: readonly LokiEntry[], options: { filter: ConversationFilter } & Options) {
  const inRange = entries.map(parseRecord).filter(({ timestampUnixNano }) => timestampUnixNano < RANGE.endUnixNano);
  const saysIn = (uid: string, text: string | undefined) =>
    text === undefined ||
    inRange.some(
      (record) =>
        record.type === 'message' && record.conversationId === uid && containsText(record.body?.text ?? '', text),
    );
  const named = (row: ConversationRow, text: string) =>
    [row.key.uid, row.endUserId, row.endUserName].some((name) => containsText(name ?? '', text));
  return foldConversations(inRange, { nowUnixNano: NOW, ...options }).filter((row) => {
    const { text, search } = options.filter;
    const found = search === undefined || named(row, search) || saysIn(row.key.uid, search);
    return (
      found &&
      saysIn(row.key.uid, text) &&
      matchesConversation(row, options.filter) &&
      isListed(row, { nowUnixNano: NOW, ...options })
    );
  });
}

/** What is compared: everything but what only records outside the list's events tell. */
const toFacts = (rows: readonly ConversationRow[]) =>
  rows.map(({ key, status, lastActivityUnixNano, turnCount, errorTurnCount, failedCallCount, lastMessage, flows }) => ({
    ...{ key, status, lastActivityUnixNano, turnCount, errorTurnCount, failedCallCount, lastMessage, flows },
  }));

describe('createConversationPager', () => {
  it('lists each conversation once, newest activity first, with its whole story', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(conversation, { maxLength: 12 }),
        some(1, 2, 5, 50),
        fc.boolean(),
        async (sketches, pageSize, showsEarly) => {
          const entries = sketches.flatMap((sketch, i) => toEntries(sketch, `conv-${i}`));
          const rows = await list(entries, { pageSize, showsEarly, productionDelayMinutes: 0 });
          expect(toFacts(rows)).toEqual(toFacts(expectedRows(entries, { filter: {}, productionDelayMinutes: 0 })));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('applies every filter to the whole range', async () => {
    const sketches = fc.array(conversation, { minLength: 4, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(
        sketches,
        conversationFilter,
        some(1, 3),
        fc.boolean(),
        async (all, filter, pageSize, showsEarly) => {
          const entries = all.flatMap((sketch, i) => toEntries(sketch, `conv-${i}`));
          const flags = [{ bot: 'shop', environment: 'sandbox', conversation: 'conv-3', at: 0 }];
          const rows = await list(entries, { filter, pageSize, showsEarly, flags });
          expect(toFacts(rows)).toEqual(toFacts(expectedRows(entries, { filter, flags })));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('gives rows before it has read the older turns of their conversations when asked to, and those rows complete later', async () => {
    const long = createConversation({ uid: 'long' });
    const turns = Array.from({ length: 30 }, (_, i) =>
      long.turn(i * 60, i + 1, { 'bot.outcome': i ? 'success' : 'error' }),
    );
    const { client } = createTestLoki(turns);
    const options = { client, filter: {}, range: RANGE, nowUnixNano: NOW, pageSize: 1, showsEarly: true };
    const page = await createConversationPager(options).nextPage();
    expect(page.rows).toMatchObject([{ turnCount: 30, errorTurnCount: 0 }]);
    expect(await page.completed).toMatchObject([{ turnCount: 30, errorTurnCount: 1 }]);
  });

  it('finds flagged conversations whatever range is picked', async () => {
    const old = createConversation({ uid: 'old' });
    const entries = [old.started(0), old.turn(5, 1), createConversation({ uid: 'new' }).turn(3600 * 24 * 39, 1)];
    const range = { startUnixNano: START + 39n * DAY, endUnixNano: START + 40n * DAY };
    const at = Number(START / 1_000_000n) + 86_400_000;
    const flags = [{ bot: 'shop', environment: 'sandbox', conversation: 'old', at }];
    const rows = await list(entries, { filter: { flagged: true }, flags, range });
    expect(rows.map(({ key }) => key.uid)).toEqual(['old']);
    expect(await list(entries, { filter: { flagged: true }, flags: [], range })).toEqual([]);
  });

  it('looks for a text in flagged conversations alone, however many others say it', async () => {
    const others = Array.from({ length: 2001 }, (_, i) =>
      createConversation({ uid: `conv-${i}` }).received(i, 1, 'Where is my money?'),
    );
    const [said, silent] = ['said', 'silent'].map((uid) => createConversation({ uid }));
    const entries = [...others, said!.received(1, 1, 'My money!'), silent!.received(2, 1, 'Hello')];
    const flags = ['said', 'silent'].map((conversation) => ({
      ...{ bot: 'shop', environment: 'sandbox', conversation, at: Number(START / 1_000_000n) },
    }));
    const rows = await list(entries, { filter: { flagged: true, text: 'money' }, flags });
    expect(rows.map(({ key }) => key.uid)).toEqual(['said']);
  });

  it('counts the production conversations that match and are not listed yet', async () => {
    const production = { environment: 'production', startUnixNano: NOW - 600n * SECOND };
    const entries = ['a', 'b'].map((uid) => createConversation({ ...production, uid }).turn(0, 1));
    const { client } = createTestLoki([...entries, createConversation({ uid: 'sandbox' }).turn(0, 1)]);
    const options = { client, filter: {}, range: RANGE, nowUnixNano: NOW };
    const page = await createConversationPager(options).nextPage();
    expect([page.rows.map(({ key }) => key.uid), page.withheldCount]).toEqual([['sandbox'], 2]);
    const narrowed = { ...options, filter: { uid: 'b' } };
    expect(await createConversationPager(narrowed).nextPage()).toMatchObject({ rows: [], withheldCount: 1 });
  });

  it('asks to narrow the range when a text is found in more than 2,000 conversations', async () => {
    const entries = Array.from({ length: 2001 }, (_, i) =>
      createConversation({ uid: `conv-${i}` }).received(i, 1, 'Where is my money?'),
    );
    const found = list(entries, { filter: { text: 'money' } });
    await expect(found).rejects.toThrow(TooManyConversationsError);
    await expect(found).rejects.toThrow('narrow the time range');
    expect(await list(entries.slice(1), { filter: { text: 'money' }, pageSize: 2000 })).toHaveLength(2000);
  }, 60_000);

  it('lists filters that many conversations meet without asking for each of them', async () => {
    const entries = Array.from({ length: 700 }, (_, i) =>
      createConversation({ uid: `conv-${i}` }).turn(i, 1, { 'bot.outcome': i % 7 === 0 ? 'success' : 'error' }),
    );
    const { client, requests } = createTestLoki(entries);
    const options = { client, filter: { withErrors: true }, range: RANGE, nowUnixNano: NOW, pageSize: 20 };
    const page = await createConversationPager(options).nextPage();
    expect(page.rows.map(({ key }) => key.uid).slice(0, 3)).toEqual(['conv-699', 'conv-698', 'conv-697']);
    expect(page.rows).toHaveLength(20);
    expect(requests.some(({ params }) => params['query']?.includes('conv-'))).toBe(false);
  });

  it.each<[string, ConversationFilter]>([
    ['errors', { withErrors: true }],
    ['failed calls', { withFailedCalls: true }],
    ['a channel', { channels: ['sms'] }],
    ['a flow', { flows: ['Refund'] }],
    ['an end user', { endUser: 'mia' }],
    ['a text', { text: 'money' }],
  ])('goes straight to the few conversations with %s', async (_what, filter) => {
    const special = { 'bot.channel': 'sms', 'bot.enduser.name': 'Mia' };
    const c = createConversation({ uid: 'special', common: special });
    const failed = { 'bot.outcome': 'error', 'bot.turn.api_error_count': 1, 'bot.flow.name': 'Refund' };
    const others = Array.from({ length: 300 }, (_, i) => createConversation({ uid: `conv-${i}` }).turn(100 + i, 1));
    const { client, requests } = createTestLoki([c.received(1, 1, 'My money?'), c.turn(2, 1, failed), ...others]);
    const options = { client, filter, range: RANGE, nowUnixNano: NOW, pageSize: 5 };
    const page = await createConversationPager(options).nextPage();
    expect([page.rows.map(({ key }) => key.uid), page.done]).toEqual([['special'], true]);
    expect(requests.filter(({ path }) => path === 'query_range').length).toBeLessThan(8);
  });

  it('finds failed calls that only the end of a conversation tells of', async () => {
    const c = createConversation({ uid: 'told' });
    const entries = [c.turn(1, 9), c.ended(2, 'user', { 'bot.conversation.api_error_count': 2 })];
    const rows = await list(entries, { filter: { withFailedCalls: true } });
    expect(rows.map(({ key, failedCallCount }) => [key.uid, failedCallCount])).toEqual([['told', 2]]);
  });

  it('lists no other conversation whose session has the name of one that is found', async () => {
    const [a, b] = [createConversation({ uid: 'a' }), createConversation({ uid: 'b' })];
    const entries = [a.received(1, 1, 'My money?'), b.received(2, 1, 'Hello'), b.turn(3, 1, { 'session.id': 'a' })];
    const rows = await list(entries, { filter: { text: 'money' } });
    expect(rows.map(({ key }) => key.uid)).toEqual(['a']);
  });

  it('counts turns that share their nanosecond with the end of what was read', async () => {
    const [a, b] = [createConversation({ uid: 'a' }), createConversation({ uid: 'b' })];
    const failed = { 'bot.outcome': 'error' };
    const same = [a.turn(5, 2, failed), b.turn(5, 2), b.turn(5, 3), b.turn(5, 4)];
    const rows = await list([a.turn(10, 3), ...same, a.turn(1, 1), b.turn(1, 1)], { pageSize: 1 });
    expect(rows.map(({ key, errorTurnCount }) => [key.uid, errorTurnCount])).toEqual([
      ['a', 1],
      ['b', 0],
    ]);
  });

  it('goes on where it was after a failed request', async () => {
    const sketches = fc.array(conversation, { minLength: 3, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(sketches, fc.infiniteStream(fc.integer({ min: 0, max: 3 })), async (all, dice) => {
        const entries = all.flatMap((sketch, i) => toEntries(sketch, `conv-${i}`));
        const { client } = createTestLoki(entries, {
          beforeAnswer: () => {
            if (dice.next().value === 0) throw new Error('HTTP 502');
          },
        });
        const options = { client, filter: {}, range: RANGE, nowUnixNano: NOW, pageSize: 2, productionDelayMinutes: 0 };
        const pager = createConversationPager(options);
        const rows: ConversationRow[] = [];
        for (let done = false; !done;) {
          const page = await pager.nextPage().catch(() => undefined);
          rows.push(...(page?.rows ?? []));
          done = page?.done ?? false;
        }
        expect(toFacts(rows)).toEqual(toFacts(expectedRows(entries, { filter: {}, productionDelayMinutes: 0 })));
      }),
      { numRuns: 40 },
    );
  });
});
