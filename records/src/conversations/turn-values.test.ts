import { describe, expect, it } from 'vitest';
import { createConversation, START } from '../../test/test-conversation.ts';
import { createTestLoki } from '../../test/test-loki.ts';
import { readTurnValues } from './turn-values.ts';

const SECOND = 1_000_000_000n;

describe('readTurnValues', () => {
  it('gives channels and flows of the turns of a range, each once', async () => {
    const c = createConversation();
    const refund = { 'bot.flow.id': 'f1', 'bot.flow.name': 'Refund', 'bot.channel': 'web' };
    const entries = [
      c.turn(1, 1, refund),
      c.turn(2, 2, refund),
      c.turn(3, 3, { 'bot.flow.name': 'Welcome', 'bot.channel': 'sms' }),
      c.turn(4, 4),
      c.turn(90, 5, { 'bot.flow.id': 'later', 'bot.channel': 'later' }),
      createConversation({ environment: 'production' }).turn(5, 1, { 'bot.channel': 'elsewhere' }),
    ];
    const range = { startUnixNano: START, endUnixNano: START + 60n * SECOND };
    const filter = { environments: ['sandbox'] };
    expect(await readTurnValues({ client: createTestLoki(entries).client, filter, range })).toEqual({
      channels: ['sms', 'web'],
      flows: [{ id: 'f1', name: 'Refund' }, { name: 'Welcome' }],
    });
  });
});
