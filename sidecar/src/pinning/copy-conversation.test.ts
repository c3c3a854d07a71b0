import { createLokiClient, type BotRecord, type LokiClient } from '@botscope/records';
import { describe, expect, it } from 'vitest';
import { AT_MILLIS, failingTurn, toStored } from '../../tests/story.ts';
import { copyConversation } from './copy-conversation.ts';
import type { Pin, PinProgress } from './pin-store.ts';

const DAY_MILLIS = 86_400_000;
const HOUR_MILLIS = 3_600_000;
const PIN: Pin = {
  ...{ bot: '42', environment: 'production', conversation: 'conv-1' },
  withCalls: false,
  sinceMillis: AT_MILLIS,
  copiedCount: 0,
  refusedCount: 0,
  attempts: 0,
};

/** A store with one record of now and one of 20 days ago, which it takes no more. */
function createStore() {
  const [, ...now] = failingTurn();
  const [, ...old] = failingTurn({ suffix: 'old', atMillis: AT_MILLIS - 20 * DAY_MILLIS });
  const stored = [now[0], old[0]].flatMap((record) => (record === undefined ? [] : [toStored(record)]));
  const client: LokiClient = {
    ...createLokiClient(() => Promise.reject(new Error('this store only has entries'))),
    queryEntries: ({ startUnixNano, endUnixNano }) =>
      Promise.resolve(stored.filter(({ timestampUnixNano: time }) => time >= startUnixNano && time < endUnixNano)),
  };
  let takesAll = false;
  const push = (records: readonly BotRecord[]) => {
    const refused = takesAll ? [] : records.filter(({ uid }) => uid.endsWith('-old'));
    const refusal = refused.length === 0 ? {} : { refusal: 'timestamp too old' };
    return Promise.resolve({
      copiedCount: records.length - refused.length,
      refusedCount: refused.length,
      ...refusal,
    });
  };
  const contexts = { of: () => Promise.resolve({}) };
  const pass = (pin: Pin, atMillis: number): Promise<PinProgress> =>
    copyConversation(pin, { client, contexts, push }, atMillis, new AbortController().signal);
  return { pass, takeAll: () => void (takesAll = true) };
}

describe('copyConversation', () => {
  it('tells of what was refused until the last look at the whole, though later passes do not see it', async () => {
    const { pass, takeAll } = createStore();
    const refused = { refusedCount: 1, refusal: 'timestamp too old' };
    const first = await pass(PIN, AT_MILLIS);
    expect(first).toMatchObject({ copiedCount: 1, ...refused });
    const second = await pass({ ...PIN, ...first }, AT_MILLIS + 10_000);
    expect(second).toMatchObject({ ...refused, nextMillis: AT_MILLIS + 15_000 });
    const last = await pass({ ...PIN, ...second }, AT_MILLIS + HOUR_MILLIS);
    expect(last).toMatchObject(refused);
    expect(last.nextMillis).toBeUndefined();
    takeAll();
    const again = await pass({ ...PIN, ...second }, AT_MILLIS + HOUR_MILLIS);
    expect(again.refusedCount).toBe(0);
    expect(again.refusal).toBeUndefined();
  });
});
