import { describe, expect, it } from 'vitest';
import type { BotTelemetry } from '../api/bot-telemetry.ts';
import {
  createFixtureFetch,
  createTestTelemetry,
  replayFixture,
  toConversationFixture,
  type ConversationFixture,
  type ReplayedBot,
} from './index.ts';

const ADDRESS = 'https://shop.example/orders/8812?token=s3cr3t-value';

/** A bot that asks a shop; `step` is what a release may change. */
function createBot(telemetry: BotTelemetry, address = ADDRESS, step = 'n1'): ReplayedBot {
  return {
    message: ({ text }, { uid, channel }) =>
      telemetry.conversation({ uid, channel }).turn({ input: text }, (turn) =>
        turn.flow({ id: 'orders' }, async (flow) => {
          const status = await flow.step({ id: step, type: 'api' }, async ({ fetch }) => (await fetch(address)).status);
          if (status >= 500) throw new Error('the shop is closed');
          turn.send(`Status ${status}`);
        }),
      ),
    event: (event, { uid }) =>
      telemetry
        .conversation({ uid })
        .receivedEvent(event, (turn) => void turn.step({ id: 'e1' }, () => turn.send('Thank you'))),
  };
}

/** What a conversation of three turns was, when the shop answered with these. */
async function record(answers: readonly (() => Promise<Response>)[]): Promise<ConversationFixture> {
  const waiting = [...answers];
  const { telemetry, recording } = createTestTelemetry({ fetch: () => (waiting.shift() as () => Promise<Response>)() });
  const bot = createBot(telemetry);
  const place = { uid: 'c-1', channel: 'web' };
  await bot.message({ text: 'Where is it?' }, place);
  await Promise.resolve(bot.message({ text: 'And now?' }, place)).catch(() => {});
  await bot.event?.({ name: 'callbackStatus', payload: { paid: true } }, place);
  await telemetry.forceFlush();
  return toConversationFixture(recording.conversation());
}

const ok = () => Promise.resolve(new Response('{"ok":true}'));
const closed = () => Promise.resolve(new Response('no', { status: 503 }));
const unknownHost = () =>
  Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(''), { code: 'ENOTFOUND' }) }));

async function replay(
  fixture: ConversationFixture,
  create: (telemetry: BotTelemetry) => ReplayedBot = (telemetry) => createBot(telemetry),
) {
  const test = createTestTelemetry({ fetch: createFixtureFetch(fixture) });
  return replayFixture(fixture, test, create(test.telemetry));
}

describe('replayFixture', () => {
  it('finds no difference in a bot that does the same again, with the answers and failures of then', async () => {
    for (const second of [closed, unknownHost]) {
      const fixture = JSON.parse(JSON.stringify(await record([ok, second]))) as ConversationFixture;
      expect(fixture.turns.map(({ steps }) => steps.map(({ id }) => id))).toEqual([['n1'], ['n1'], ['e1']]);
      expect(fixture.turns[0]?.calls[0]?.url).toMatch(/token=.*redacted/);
      expect(await replay(fixture)).toEqual([]);
    }
  });

  it('names the turn and what is different', async () => {
    const fixture = await record([ok, closed]);
    const differences = await replay(fixture, (telemetry) => createBot(telemetry, ADDRESS, 'n2'));
    expect(differences).toEqual([
      {
        turn: 1,
        what: 'steps',
        expected: [{ id: 'n1', type: 'api', outcome: 'success' }],
        actual: [{ id: 'n2', type: 'api', outcome: 'success' }],
      },
      expect.objectContaining({ turn: 2, what: 'steps' }),
    ]);
  });

  it('names a call that the fixture has no answer for', async () => {
    const fixture = await record([ok, closed]);
    const differences = await replay(fixture, (telemetry) => createBot(telemetry, 'https://other.example/'));
    expect(differences).toContainEqual(
      expect.objectContaining({
        turn: 1,
        what: 'outcome',
        actual: 'error: Error: GET https://other.example/ is not in the fixture.',
      }),
    );
  });

  it('says so when the bot recorded no turn, or takes no events', async () => {
    const fixture = await record([ok, closed]);
    expect(await replay({ ...fixture, turns: fixture.turns.slice(0, 1) }, () => ({ message: () => {} }))).toMatchObject(
      [{ turn: 1, what: 'turn' }],
    );
    await expect(replay(fixture, () => ({ message: () => {} }))).rejects.toThrow(
      'The fixture has the event "callbackStatus"; give replayFixture a bot with `event`.',
    );
  });
});
