import { parseRecord } from '@botscope/records';
import { describe, expect, it } from 'vitest';
import { createEndWatch } from './watch-end.ts';

const MINUTE = 60_000;
const record = (minute: number, event: string, durationMillis = 0) =>
  parseRecord({
    timestampUnixNano: BigInt(minute * MINUTE) * 1_000_000n,
    line: '{}',
    labels: { bot_record_kind: event.includes('turn') ? 'step' : 'conversation' },
    metadata: { bot_event: event, bot_duration_ms: String(durationMillis) },
  });
const turn = (minute: number, durationMillis = 0) => record(minute, 'bot.turn.completed', durationMillis);
const ended = (minute: number) => record(minute, 'bot.conversation.ended');

describe('createEndWatch', () => {
  it.each([
    ['by its end', [turn(1), ended(5)], 5],
    ['by its end, though the turn that ended it is told after it', [ended(5), turn(6, 2 * MINUTE)], 5],
    ['by half an hour of rest', [turn(1), turn(4)], 34],
    ['by rest where something began after its end', [ended(5), turn(9)], 39],
    ['whatever people flag later', [turn(1), ended(5), record(600, 'bot.conversation.flagged')], 5],
  ])('sees a conversation end %s', (_how, records, minute) => {
    for (const order of [records, records.toReversed()]) {
      const watch = createEndWatch();
      order.forEach(watch.see);
      expect(watch.endMillis()).toBe(minute * MINUTE);
    }
  });

  it('knows no end of nothing', () => {
    expect(createEndWatch().endMillis()).toBeUndefined();
  });
});
