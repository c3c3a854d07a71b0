import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createConversation, START } from '../../test/test-conversation.ts';
import { parseRecord } from '../record/parse-record.ts';
import { assembleConversation } from './assemble-conversation.ts';
import { createConversationAssembler } from './conversation-assembler.ts';

const SECOND = 1_000_000_000n;

/** Three turns of two steps. */
function createRecords() {
  const c = createConversation();
  return [1, 2, 3]
    .flatMap((turn) => [
      c.received(turn * 10, turn, `message ${turn}`),
      c.step(turn * 10 + 1, turn, 1),
      c.step(turn * 10 + 2, turn, 2),
      c.turn(turn * 10 + 3, turn, { 'bot.turn.step_count': 2 }),
    ])
    .map(parseRecord);
}

describe('createConversationAssembler', () => {
  it('gives what assembling everything anew gives, whatever is added in whatever order and whenever', () => {
    const records = createRecords();
    const growth = fc.tuple(
      fc.shuffledSubarray(records, { minLength: records.length }),
      fc.array(fc.integer({ min: 0, max: records.length }), { maxLength: 5 }),
    );
    fc.assert(
      fc.property(growth, ([shuffled, counts]) => {
        const assemble = createConversationAssembler();
        for (const [index, count] of counts.entries()) {
          const part = shuffled.slice(0, count);
          const options = { nowUnixNano: START + BigInt(index) * 20n * SECOND };
          expect(assemble(part, options)).toEqual(assembleConversation(part, options));
        }
      }),
    );
  });

  it('keeps the turns to which nothing was added', () => {
    const records = createRecords();
    const assemble = createConversationAssembler();
    const options = { nowUnixNano: START + 120n * SECOND };
    const before = assemble(records.slice(4), options)?.turns ?? [];
    const after = assemble(records, options)?.turns ?? [];
    expect(after.map((turn) => before.includes(turn))).toEqual([false, true, true]);
  });

  it('looks again at a turn whose records are late', () => {
    const records = createRecords().filter(({ stepIndex }) => stepIndex !== 2);
    const assemble = createConversationAssembler();
    const states = [20n, 120n].map((seconds) =>
      assemble(records, { nowUnixNano: START + seconds * SECOND })?.turns.map(({ completeness }) => completeness.state),
    );
    expect(states).toEqual([
      ['late', 'late', 'late'],
      ['missing', 'missing', 'missing'],
    ]);
  });
});
