import { describe, expect, it } from 'vitest';
import { AttemptWindows, type AttemptSummary } from './attempt-windows.ts';

function create(
  burst: number,
  mostClients = 100,
): {
  windows: AttemptWindows;
  closed: AttemptSummary[];
  time: { now: number };
  runDue: () => void;
} {
  const closed: AttemptSummary[] = [];
  const time = { now: 0 };
  const due: (() => void)[] = [];
  const windows = new AttemptWindows({
    burst,
    windowMillis: 1_000,
    mostClients,
    nowMillis: () => time.now,
    schedule: (run) => void due.push(run),
    onClosed: (summary) => void closed.push(summary),
  });
  return { windows, closed, time, runDue: () => due.splice(0).forEach((run) => run()) };
}

describe('AttemptWindows', () => {
  it('lets a burst through, counts the rest, and tells of it when the window is over', () => {
    const { windows, closed, time, runDue } = create(2);
    const taken = ['a', 'b', 'c', 'd', 'd'].map((name) => windows.take('192.0.2.1', name));
    expect(taken).toEqual([true, true, false, false, false]);
    time.now = 999;
    runDue();
    expect(closed).toEqual([]);
    time.now = 1_000;
    runDue();
    expect(closed).toEqual([{ key: '192.0.2.1', count: 3, sinceMillis: 0, untilMillis: 1_000, samples: ['c', 'd'] }]);
    expect(windows.take('192.0.2.1', 'e')).toBe(true);
  });

  it('tells clients apart, up to a number; all others share a window', () => {
    const { windows, closed } = create(1, 2);
    const taken = ['a', 'b', 'c', 'd', 'a', 'b'].map((client) => windows.take(client, client));
    expect(taken).toEqual([true, true, true, false, false, false]);
    windows.close();
    expect(closed.map(({ key, count }) => [key, count])).toEqual([
      ['a', 1],
      ['b', 1],
      ['others', 1],
    ]);
  });

  it('says nothing of a window without excess', () => {
    const { windows, closed } = create(2);
    windows.take('a', 'x');
    windows.close();
    expect(closed).toEqual([]);
  });
});
