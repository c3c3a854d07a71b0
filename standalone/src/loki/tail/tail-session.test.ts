import { describe, expect, it, onTestFinished } from 'vitest';
import type { HttpAnswer } from '../worker/http-answer.ts';
import { emptyAnswer, jsonAnswer, textAnswer } from '../worker/http-answer.ts';
import type { ArrivalsRequest } from './answer-arrivals.ts';
import { watchArrivals } from './due-arrivals.ts';
import { DEFAULT_TAIL_LIMITS, type TailLimits } from './tail-options.ts';
import { TailSession } from './tail-session.ts';

type Answer = (request: ArrivalsRequest) => HttpAnswer;
const ids = ({ afterId, lastId }: ArrivalsRequest): number[] =>
  Array.from({ length: Number(lastId - afterId) }, (_, index) => Number(afterId) + index + 1);
const dropId = (id: number) => ({ labels: {}, timestamp: String(id) });
/** Every record fits; a message holds the ids and what was dropped. */
const everything: Answer = (request) =>
  request.purpose === 'dropped'
    ? jsonAnswer(200, ids(request).map(dropId))
    : jsonAnswer(200, { ids: ids(request), dropped: request.dropped.map(({ timestamp }) => Number(timestamp)) });

/** A session whose client takes messages when the test lets it. */
function startSession(answer: Answer = everything, limits: Partial<TailLimits> = {}) {
  const all = { ...DEFAULT_TAIL_LIMITS, gatherMillis: 0, ...limits };
  const listeners = new Set<() => void>();
  const feed = {
    lastId: 0n,
    onCommit: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const socket = {
    bufferedAmount: 0,
    sent: [] as { ids: number[]; dropped: number[] }[],
    closed: undefined as readonly [number?, (string | Buffer)?] | undefined,
    taken: () => undefined as void,
    send(data: unknown, _options: unknown, taken?: () => void) {
      socket.sent.push(JSON.parse(Buffer.from(data as Uint8Array).toString()) as (typeof socket.sent)[number]);
      if (taken !== undefined) socket.taken = taken;
    },
    close: (code?: number, reason?: string | Buffer) => void (socket.closed = [code, reason]),
  };
  const due = watchArrivals({
    feed,
    gatherMillis: all.gatherMillis,
    delayMillis: 0,
    nowMillis: () => performance.now(),
    onNews: () => session.wake(),
  });
  const reads: ArrivalsRequest[] = [];
  const arrivals = {
    read: (request: ArrivalsRequest) => {
      reads.push(request);
      return Promise.resolve(answer(request));
    },
    close: () => Promise.resolve(),
  };
  const request = { tenant: 'bots', query: '{a="b"}', categorized: false };
  const session = new TailSession({ socket, request, position: 0n, arrivals, due, limits: all });
  const running = session.run();
  onTestFinished(async () => {
    session.end();
    await running;
  });
  const arrive = (count: number): void => {
    feed.lastId += BigInt(count);
    for (const listener of listeners) listener();
  };
  return { socket, session, running, reads, arrive, listeners };
}

/** Lets everything run that does not wait for the test. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe('TailSession', () => {
  it('reads from position to position, a bounded number of records at a time, and tells each once', async () => {
    const { socket, arrive, reads } = startSession();
    arrive(250);
    await settle();
    arrive(1);
    await settle();
    expect(reads.map(({ afterId, lastId }) => [afterId, lastId])).toEqual([
      [0n, 100n],
      [100n, 200n],
      [200n, 250n],
      [250n, 251n],
    ]);
    expect(socket.sent.flatMap((message) => message.ids)).toEqual(Array.from({ length: 251 }, (_, index) => index + 1));
  });

  it('sends nothing where nothing fits the query', async () => {
    const { socket, arrive } = startSession(() => emptyAnswer(204));
    arrive(5);
    await settle();
    expect(socket.sent).toEqual([]);
  });

  it('keeps nothing for a client that takes nothing, and goes on where it was', async () => {
    const { socket, arrive, reads } = startSession();
    socket.bufferedAmount = DEFAULT_TAIL_LIMITS.maxBufferedBytes + 1;
    arrive(10);
    await settle();
    expect(reads).toEqual([]);
    socket.bufferedAmount = 0;
    arrive(1);
    await settle();
    expect(socket.sent).toEqual([{ ids: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], dropped: [] }]);
  });

  it('goes on as soon as the client has taken what was sent', async () => {
    const { socket, arrive } = startSession();
    arrive(1);
    await settle();
    socket.bufferedAmount = DEFAULT_TAIL_LIMITS.maxBufferedBytes + 1;
    arrive(1);
    await settle();
    expect(socket.sent).toHaveLength(1);
    socket.bufferedAmount = 0;
    socket.taken();
    await settle();
    expect(socket.sent.map((message) => message.ids)).toEqual([[1], [2]]);
  });

  it('leaves out the oldest for a client too far behind, and says which with the next message', async () => {
    const { socket, arrive } = startSession(everything, { maxRecordsBehind: 100 });
    socket.bufferedAmount = Infinity;
    arrive(150);
    await settle();
    socket.bufferedAmount = 0;
    arrive(1);
    await settle();
    const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
    expect(socket.sent).toEqual([{ ids: numbers(101, 151), dropped: numbers(1, 100) }]);
    arrive(1);
    await settle();
    expect(socket.sent.at(-1)).toEqual({ ids: [152], dropped: [] });
  });

  it('sends a client away that has missed more than can be told', async () => {
    const { socket, arrive, running } = startSession(everything, { maxRecordsBehind: 0, maxDropped: 99 });
    socket.bufferedAmount = Infinity;
    arrive(300);
    await running;
    expect(socket.closed).toEqual([1013, 'too slow: 100 entries were dropped']);
  });

  it.each<readonly [string, Answer]>([
    ['is refused', () => textAnswer(504, 'took too löng')],
    [
      'throws',
      () => {
        throw new Error('took too löng');
      },
    ],
  ])('ends with the reason when a read %s', async (_what, answer) => {
    const { socket, arrive, running, listeners } = startSession(answer);
    arrive(1);
    await running;
    expect(socket.closed).toEqual([1011, 'took too l?ng']);
    expect(listeners.size).toBe(0);
  });

  it('is silent after its end', async () => {
    const { socket, arrive, session, running, reads } = startSession();
    session.end();
    arrive(1);
    await running;
    expect([socket.sent, socket.closed, reads]).toEqual([[], undefined, []]);
  });
});
