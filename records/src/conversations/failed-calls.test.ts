import { describe, expect, it } from 'vitest';
import { createConversation, START } from '../../test/test-conversation.ts';
import { createTestLoki } from '../../test/test-loki.ts';
import { createConversationPager } from './conversation-pager.ts';

const RANGE = { startUnixNano: START, endUnixNano: START + 3_600_000_000_000n };
const failing = { 'bot.step.api_error_count': 1 };
const call = (status?: number, errorType?: string) => ({ uid: 'u', method: 'GET', host: 'api', status, errorType });

describe('withFailedCalls', () => {
  it('tells how the earliest failed call failed, also where the turn failed by an error of its own', async () => {
    const [a, b, c] = ['a', 'b', 'c'].map((uid) => createConversation({ uid }));
    const entries = [
      a!.step(1, 1, 1, {}, { calls: [call(404)] }),
      a!.step(2, 1, 2, failing, { calls: [call(200), call(503), call(500)] }),
      a!.step(3, 1, 3, failing, { calls: [call(401)] }),
      a!.turn(4, 1, { 'bot.turn.api_error_count': 3, 'bot.outcome': 'error', 'error.type': 'RefundError' }),
      b!.step(1, 1, 1, failing, { calls: [call(undefined, 'dns')] }),
      b!.turn(3, 1, { 'bot.turn.api_error_count': 1 }),
      c!.turn(2, 1),
    ];
    const { client } = createTestLoki(entries);
    const options = { client, filter: {}, range: RANGE, nowUnixNano: RANGE.endUnixNano };
    const { rows } = await createConversationPager(options).nextPage();
    expect(rows.map(({ key, firstFailedCall }) => [key.uid, firstFailedCall])).toEqual([
      ['a', '503'],
      ['b', 'dns'],
      ['c', undefined],
    ]);
  });

  it('asks for nothing where no call failed', async () => {
    const { client, requests } = createTestLoki([createConversation().turn(1, 1)]);
    const options = { client, filter: {}, range: RANGE, nowUnixNano: RANGE.endUnixNano };
    await createConversationPager(options).nextPage();
    expect(requests.some(({ params }) => params['query']?.includes('bot_step_api_error_count'))).toBe(false);
  });
});
