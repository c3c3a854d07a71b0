import { describe, expect, it } from 'vitest';
import { watchArrivals } from './due-arrivals.ts';

function watch(gatherMillis: number, delayMillis: number) {
  let now = 0;
  let listener: () => void = () => undefined;
  const feed = {
    lastId: 7n,
    onCommit: (added: () => void) => {
      listener = added;
      return () => (listener = () => undefined);
    },
  };
  let news = 0;
  const due = watchArrivals({ feed, gatherMillis, delayMillis, nowMillis: () => now, onNews: () => (news += 1) });
  const arrive = (atMillis: number, lastId: bigint): void => {
    now = atMillis;
    feed.lastId = lastId;
    listener();
  };
  const at = (atMillis: number): readonly [bigint, number | undefined] => {
    now = atMillis;
    return [due.dueId(), due.millisToNext()];
  };
  return { due, arrive, at, news: () => news };
}

describe('watchArrivals', () => {
  it('takes for due at once what was there before', () => {
    expect(watch(200, 1000).at(0)).toEqual([7n, undefined]);
  });

  it('lets commits gather, the later of them for a shorter time', () => {
    const { arrive, at, news } = watch(200, 0);
    arrive(1000, 8n);
    arrive(1150, 9n);
    expect(at(1150)).toEqual([7n, 50]);
    expect(at(1200)).toEqual([9n, undefined]);
    arrive(1200, 10n);
    expect(at(1399)).toEqual([9n, 1]);
    expect(at(1400)).toEqual([10n, undefined]);
    expect(news()).toBe(3);
  });

  it('holds each gathering back by the delay', () => {
    const { arrive, at } = watch(200, 2000);
    arrive(1000, 8n);
    arrive(1300, 9n);
    expect(at(3199)).toEqual([7n, 1]);
    expect(at(3200)).toEqual([8n, 300]);
    expect(at(3500)).toEqual([9n, undefined]);
  });

  it('holds no record for ever under an endless stream', () => {
    const { arrive, at } = watch(200, 0);
    for (let millis = 0; millis < 1000; millis += 10) arrive(millis, BigInt(millis));
    expect(at(1000)[0]).toBeGreaterThanOrEqual(790n);
  });

  it('hears nothing after its end', () => {
    const { due, arrive, at, news } = watch(200, 0);
    due.stop();
    arrive(1, 8n);
    expect([at(1000), news()]).toEqual([[7n, undefined], 0]);
  });
});
