import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assemble } from '../../test/assemble-test.ts';
import { createConversation, START } from '../../test/test-conversation.ts';
import { toWaterfall } from './waterfall.ts';

const lasting = (millis: number) => ({ 'bot.duration_ms': millis });

/** Steps by start and duration in milliseconds, in a turn of a length. */
function waterfall(steps: readonly (readonly [start: number, duration: number])[], turnMillis: number) {
  const c = createConversation();
  const entries = steps.map(([start, duration], i) => c.step((start + duration) / 1000, 1, i + 1, lasting(duration)));
  const [turn] = assemble([...entries, c.turn(turnMillis / 1000, 1, lasting(turnMillis))]).turns;
  const { bars, ...rest } = toWaterfall(turn!);
  return { ...rest, bars: turn!.steps.map((step) => bars.get(step)!) };
}

describe('toWaterfall', () => {
  it('places steps by their start within the turn, also those that run side by side', () => {
    const { bars, totalMillis, skewMillis } = waterfall(
      [
        [0, 100],
        [100, 300],
        [110, 200],
      ],
      500,
    );
    expect(bars.map(({ startMillis, durationMillis }) => [startMillis, durationMillis])).toEqual([
      [0, 100],
      [100, 300],
      [110, 200],
    ]);
    expect([totalMillis, skewMillis]).toEqual([500, 0]);
  });

  it('moves what a wrong clock puts before the step before, or outside of the turn, and says by how much', () => {
    const { bars, skewMillis } = waterfall(
      [
        [0, 100],
        [-4_900, 50],
        [60_000, 100],
      ],
      500,
    );
    expect(bars.map(({ startMillis }) => startMillis)).toEqual([0, 0, 400]);
    expect(skewMillis).toBe(59_600);
  });

  it('never gives a negative start or an end beyond its line, and keeps the order of the indexes', () => {
    const step = fc.tuple(fc.integer({ min: -10_000, max: 10_000 }), fc.integer({ min: 0, max: 5_000 }));
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), fc.integer({ min: 0, max: 6_000 }), (steps, turn) => {
        const { bars, totalMillis } = waterfall(steps, turn);
        const starts = bars.map(({ startMillis }) => startMillis);
        expect(starts).toEqual(starts.toSorted((a, b) => a - b));
        for (const { startMillis, durationMillis = 0 } of bars) {
          expect(startMillis).toBeGreaterThanOrEqual(0);
          expect(startMillis + durationMillis).toBeLessThanOrEqual(totalMillis);
        }
      }),
    );
  });

  it('places a call by the time in its id, and one without after the call before', () => {
    const c = createConversation();
    const endMillis = Number(START / 1_000_000n) + 350;
    const call = (uid: string, durationMs: number) => ({ uid, method: 'GET', host: 'h', status: 200, durationMs });
    const calls = [call('call-1', 100), call(toUlid(endMillis), 100), call('call-3', 40)];
    const [turn] = assemble([c.step(0.5, 1, 1, lasting(500), { calls }), c.turn(0.5, 1, lasting(500))]).turns;
    const [bar] = [...toWaterfall(turn!).bars.values()];
    expect(bar?.calls.map(({ startMillis, durationMillis }) => [startMillis, durationMillis])).toEqual([
      [0, 100],
      [250, 100],
      [350, 40],
    ]);
  });
});

function toUlid(millis: number): string {
  const digits = millis.toString(32).padStart(10, '0');
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  return [...digits].map((digit) => alphabet[Number.parseInt(digit, 32)]).join('') + '0'.repeat(16);
}
