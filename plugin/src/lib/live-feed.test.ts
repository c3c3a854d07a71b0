import { createLokiClient, type BotRecord } from '@botscope/records';
import { EVENT_LOG } from '@botscope/conventions';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeBackend, failingArea } from '../test-support/fake-backend.ts';
import { createFakeLoki } from '../test-support/fake-loki.ts';
import { createFakeTail, refuseTails, toTailMessage } from '../test-support/fake-tail.ts';
import { toStoredRecord } from '../test-support/stored-record.ts';
import type { TailOpener } from './tail.ts';
import { startLiveFeed, type FeedState, type LiveFeed, type LiveFeedOptions } from './live-feed.ts';
import { createGatewayTransport } from './useRecordStore.ts';

const START = Date.UTC(2026, 10, 21, 14, 0);
const feeds: LiveFeed[] = [];

beforeEach(() => void vi.useFakeTimers({ now: START }));
afterEach(() => {
  for (const feed of feeds.splice(0)) feed.stop();
  vi.useRealTimers();
});

const makeRecord = (atMillis = Date.now()) =>
  toStoredRecord({ atMillis, kind: 'log', event: EVENT_LOG, body: { n: atMillis } });

function start(openTail: TailOpener, changes: Partial<LiveFeedOptions> = {}) {
  const loki = createFakeLoki('records');
  const outage = { isOn: false };
  const { backend, requests } = createFakeBackend(
    (request) => (outage.isOn ? failingArea('records', { status: 502, message: 'down' })(request) : undefined),
    loki.route,
  );
  const got: BotRecord[] = [];
  const states: FeedState[] = [];
  const feed = startLiveFeed({
    client: createLokiClient(createGatewayTransport(backend)),
    openTail,
    buildQuery: async () => ({ area: 'records', logql: '{service_name=~".+"}', selector: '{service_name=~".+"}' }),
    sinceMillis: START - 60_000,
    maxRecords: 1_000,
    pace: 'live',
    nowMillis: Date.now,
    onRecords: (records) => void got.push(...records),
    onState: (state) => void states.push(state),
    ...changes,
  });
  feeds.push(feed);
  const uids = () => [...new Set(got.map(({ uid }) => uid))];
  return { feed, loki, outage, requests, uids, state: () => states.at(-1) };
}

describe('startLiveFeed', () => {
  it('takes what a tail pushes at once', async () => {
    const tail = createFakeTail();
    const { loki, uids, state } = start(tail.openTail);
    await vi.advanceTimersByTimeAsync(0);
    tail.opened[0]?.listener.onOpen();
    await vi.advanceTimersByTimeAsync(0);
    const record = makeRecord();
    tail.opened[0]?.listener.onMessage(toTailMessage([record]));
    expect(uids()).toEqual([record.metadata.log_record_uid]);
    expect(loki.records).toEqual([]);
    expect(state()).toMatchObject({ way: 'socket' });
  });

  it('reads every second where no tail opens, and says so', async () => {
    const { loki, uids, state } = start(refuseTails);
    await vi.advanceTimersByTimeAsync(100);
    loki.records.push(makeRecord());
    await vi.advanceTimersByTimeAsync(1_000);
    expect(uids()).toHaveLength(1);
    expect(state()?.way).toBe('polling');
  });

  it('has no gap after a broken tail: what came while none stood is read when the next one does', async () => {
    const tail = createFakeTail();
    const { loki, uids, state } = start(tail.openTail);
    await vi.advanceTimersByTimeAsync(0);
    tail.opened[0]?.listener.onOpen();
    await vi.advanceTimersByTimeAsync(0);
    tail.opened[0]?.listener.onEnd();
    expect(state()?.way).toBe('polling');
    await vi.advanceTimersByTimeAsync(900);
    loki.records.push(makeRecord());
    await vi.advanceTimersByTimeAsync(200);
    expect(tail.opened).toHaveLength(2);
    tail.opened[1]?.listener.onOpen();
    await vi.advanceTimersByTimeAsync(0);
    expect(uids()).toHaveLength(1);
    expect(state()?.way).toBe('socket');
  });

  it('reads what a slow tail left out', async () => {
    const tail = createFakeTail();
    const { loki, uids } = start(tail.openTail);
    await vi.advanceTimersByTimeAsync(0);
    tail.opened[0]?.listener.onOpen();
    await vi.advanceTimersByTimeAsync(0);
    loki.records.push(makeRecord());
    tail.opened[0]?.listener.onMessage(JSON.stringify({ streams: [], dropped_entries: [{ timestamp: '1' }] }));
    await vi.advanceTimersByTimeAsync(0);
    expect(uids()).toHaveLength(1);
  });

  it('asks less and less often for a tail that does not come, and for records that cannot be read', async () => {
    let opened = 0;
    const { outage, requests, state } = start((request, listener) => {
      opened += 1;
      return refuseTails(request, listener);
    });
    await vi.advanceTimersByTimeAsync(0);
    outage.isOn = true;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(state()?.error).toBeDefined();
    expect(opened).toBeLessThan(10);
    const before = requests.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests.length - before).toBeLessThan(8);
  });

  it('closes a tail that sends what is no message', async () => {
    const tail = createFakeTail();
    const { state } = start(tail.openTail);
    await vi.advanceTimersByTimeAsync(0);
    tail.opened[0]?.listener.onOpen();
    await vi.advanceTimersByTimeAsync(0);
    tail.opened[0]?.listener.onMessage('<html>');
    expect(tail.opened[0]?.isClosed).toBe(true);
    expect(state()?.way).toBe('polling');
  });

  it('reads only when asked at pace 0', async () => {
    const tail = createFakeTail();
    const { feed, loki, uids, state } = start(tail.openTail, { pace: 0 });
    await vi.advanceTimersByTimeAsync(0);
    loki.records.push(makeRecord());
    await vi.advanceTimersByTimeAsync(60_000);
    expect(uids()).toEqual([]);
    await feed.readNow();
    expect(uids()).toHaveLength(1);
    expect(tail.opened).toEqual([]);
    expect(state()?.way).toBe('none');
  });

  it('does not read a long silence again and again', async () => {
    const { requests } = start(refuseTails, { sinceMillis: START - 86_400_000 });
    await vi.advanceTimersByTimeAsync(5_000);
    const last = requests.findLast(({ path }) => path.endsWith('query_range'));
    expect(BigInt(last?.query?.start ?? 0) / 1_000_000n).toBeGreaterThan(BigInt(START - 120_000));
  });

  it('ends everything when it is stopped', async () => {
    const tail = createFakeTail();
    const { feed, requests } = start(tail.openTail);
    await vi.advanceTimersByTimeAsync(0);
    feed.stop();
    const before = requests.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(tail.opened[0]?.isClosed).toBe(true);
    expect(requests.length).toBe(before);
  });
});
