import { createLokiClient, createQueryContexts, parseRecord, type BotRecord } from '@botscope/records';
import { describe, expect, it } from 'vitest';
import { startHttp, startLoki, type TestLoki } from '../../tests/servers.ts';
import { failingTurn, toStored, type TestRecord } from '../../tests/story.ts';
import { collectContext } from './collect-context.ts';
import { createLokiTransport } from './loki-transport.ts';

const [CALL, ...REST] = failingTurn();
const isTurnEnd = ({ attributes }: TestRecord): boolean => attributes['bot.event'] === 'bot.turn.completed';

function toCause(changes: TestRecord['attributes'] = {}, without: readonly string[] = []): BotRecord {
  const attributes = Object.entries({ ...CALL.attributes, ...changes }).filter(([name]) => !without.includes(name));
  return parseRecord(toStored({ ...CALL, attributes: Object.fromEntries(attributes) }));
}

function collect(cause: BotRecord, url: string): ReturnType<typeof collectContext> {
  const client = createLokiClient(createLokiTransport({ url, tenant: undefined, authorization: undefined }, 300));
  const contexts = createQueryContexts(client);
  return collectContext(cause, { client, contexts, intervalMillis: 20, maxWaitMillis: 400 });
}

describe('collectContext', () => {
  it('waits for the end of the turn, then reads its failing step and the last messages', async () => {
    const loki: TestLoki = await startLoki();
    loki.records.push(
      ...REST.filter((record) => !isTurnEnd(record) && record.attributes['bot.event'] !== 'bot.step.completed'),
    );
    const waiting = collect(toCause(), loki.url);
    await expect.poll(() => loki.asked.length).toBeGreaterThan(1);
    loki.records.splice(0, Infinity, ...REST);
    const { step, messages, missing, turn } = await waiting;
    expect(missing).toEqual([]);
    expect(turn?.id).toBe('turn-1');
    expect(step?.variables).toEqual([{ name: 'refund.id', before: 'r-17', after: null }]);
    expect(messages.map(({ body }) => body?.text)).toEqual(['Where is my money?', 'Something went wrong']);
  });

  it('shows what there is of a turn that does not end, and says so', async () => {
    const loki = await startLoki();
    loki.records.push(...REST.filter((record) => !isTurnEnd(record)));
    const { step, missing } = await collect(toCause(), loki.url);
    expect(step?.index).toBe(4);
    expect(missing).toEqual(['The turn had not ended when this mail was written: its last steps may be missing.']);
  });

  it('says that the store has nothing of the turn', async () => {
    const { missing, turn } = await collect(toCause(), (await startLoki()).url);
    expect([turn, missing]).toEqual([undefined, ['The log store has no record of this turn yet.']]);
  });

  it('says that the failing step is not stored', async () => {
    const loki = await startLoki();
    loki.records.push(...REST);
    const { missing } = await collect(toCause({ 'bot.step.index': 5 }), loki.url);
    expect(missing).toEqual(['The failing step itself is not stored.']);
  });

  it('needs neither a turn nor a conversation', async () => {
    const loki = await startLoki();
    const cause = toCause({}, ['bot.turn.id', 'gen_ai.conversation.id']);
    expect(await collect(cause, loki.url)).toEqual({
      messages: [],
      missing: ['The error names no turn, so there are no steps to show.'],
    });
    expect(loki.asked).toEqual([]);
  });

  it('says why the store could not be asked, and does not wait for one that hangs', async () => {
    const failing = await startHttp((_request, response) => response.writeHead(500).end('out of memory'));
    const hanging = await startHttp(() => undefined);
    const { missing } = await collect(toCause(), failing);
    expect(missing).toEqual([
      'Steps, variables and messages are missing: the log store answered HTTP 500: out of memory.',
    ]);
    expect((await collect(toCause(), hanging)).missing[0]).toContain('the log store cannot be reached');
  });
});
