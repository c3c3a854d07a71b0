import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createConversation, START } from '../../test/test-conversation.ts';
import { createTestLoki } from '../../test/test-loki.ts';
import { toUnixMillis } from '../time-range.ts';
import { readTurnHistogram, toBarSeconds } from './turn-histogram.ts';

const SECOND = 1_000_000_000n;
const START_MILLIS = toUnixMillis(START);

describe('readTurnHistogram', () => {
  it('counts every turn of its bars once, in the bar of its time, failed ones apart', async () => {
    const turns = fc.array(fc.record({ second: fc.integer({ min: 1, max: 7200 }), failed: fc.boolean() }));
    await fc.assert(
      fc.asyncProperty(turns, fc.integer({ min: 60, max: 7200 }), async (sketches, seconds) => {
        const c = createConversation();
        const entries = sketches.map(({ second, failed }, i) =>
          c.turn(second, i, failed ? { 'bot.outcome': 'error' } : {}),
        );
        const range = { startUnixNano: START, endUnixNano: START + BigInt(seconds) * SECOND };
        const bars = await readTurnHistogram({ client: createTestLoki(entries).client, filter: {}, range });
        for (const bar of bars) {
          const own = sketches.filter(({ second }) => {
            const millis = START_MILLIS + second * 1000;
            return millis > bar.fromMillis && millis <= bar.toMillis;
          });
          expect([bar.turnCount, bar.errorCount]).toEqual([own.length, own.filter(({ failed }) => failed).length]);
        }
        expect(bars[0]?.fromMillis).toBeLessThanOrEqual(START_MILLIS);
        expect(bars.at(-1)?.toMillis).toBeGreaterThanOrEqual(START_MILLIS + seconds * 1000);
        expect(bars.length).toBeLessThanOrEqual(61);
      }),
      { numRuns: 50 },
    );
  });

  it('counts what the filter says of turns, and no pinned copy a second time', async () => {
    const c = createConversation();
    const entries = [
      c.turn(1, 1, { 'bot.channel': 'sms', 'bot.flow.name': 'Refund' }),
      c.turn(2, 2, { 'bot.channel': 'sms', 'bot.flow.name': 'Welcome' }),
      c.turn(3, 3, { 'bot.channel': 'web', 'bot.flow.name': 'Refund' }),
      c.turn(1, 1, { 'bot.channel': 'sms', 'bot.flow.name': 'Refund', 'bot.retention': 'pinned' }),
    ];
    const range = { startUnixNano: START, endUnixNano: START + 60n * SECOND };
    const filter = { channels: ['sms'], flows: ['Refund'] };
    const bars = await readTurnHistogram({ client: createTestLoki(entries).client, filter, range });
    expect(bars.reduce((sum, { turnCount }) => sum + turnCount, 0)).toBe(1);
  });
});

describe('toBarSeconds', () => {
  it.each([
    [60, 1],
    [3_600, 60],
    [86_400, 1_800],
    [30 * 86_400, 43_200],
    [20 * 365 * 86_400, 122 * 86_400],
  ])('of %i seconds is %i', (seconds, expected) => {
    expect(toBarSeconds({ startUnixNano: START, endUnixNano: START + BigInt(seconds) * SECOND })).toBe(expected);
  });
});
