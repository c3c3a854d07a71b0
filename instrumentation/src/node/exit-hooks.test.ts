import { describe, expect, it } from 'vitest';
import { installExitHooks } from './exit-hooks.ts';

const listeners = (): number => process.listenerCount('exit') + process.listenerCount('uncaughtExceptionMonitor');

describe('installExitHooks', () => {
  it('adds one listener for each event however many telemetries there are, and takes them away with the last', () => {
    const before = listeners();
    const removals = Array.from({ length: 20 }, () => installExitHooks({ onFailure: () => {}, onExit: () => {} }));
    expect(listeners()).toBe(before + 2);
    for (const remove of removals.slice(1)) remove();
    expect(listeners()).toBe(before + 2);
    removals[0]?.();
    removals[0]?.();
    expect(listeners()).toBe(before);
  });
});
