import { describe, expect, it } from 'vitest';
import type { CapturePlace, CaptureRule } from './capture-policy.ts';
import { findCaptureRule, resolveCapture } from './resolve-capture.ts';

const PLACE: CapturePlace = {
  bot: '42',
  environment: 'sandbox',
  server: 'host-1',
  service: 'support-bot',
  operation: 'orders',
  action: 'n7',
};

describe('resolveCapture', () => {
  it('captures content of errors in production and all content elsewhere, and every log action', () => {
    const values = (level: string) => ({ io: level, variables: level, bodies: level, minLevel: 'debug' });
    expect(resolveCapture([], { environment: 'production' })).toEqual(values('errors'));
    expect(resolveCapture([], { environment: 'staging' })).toEqual(values('on'));
    expect(resolveCapture([], {})).toEqual(values('on'));
  });

  it('decides each value on its own', () => {
    const rules: readonly CaptureRule[] = [
      { io: 'off', minLevel: 'info' },
      { operation: 'orders', variables: 'errors' },
      { action: 'n7', io: 'errors', sampling: 'full' },
    ];
    expect(resolveCapture(rules, PLACE)).toEqual({
      io: 'errors',
      variables: 'errors',
      bodies: 'on',
      minLevel: 'info',
      sampling: 'full',
    });
  });
});

describe('findCaptureRule', () => {
  const inOrder: readonly CaptureRule[] = [
    { environment: 'sandbox' },
    { bot: '42' },
    { bot: '42', environment: 'sandbox' },
    { server: 'host-1' },
    { service: 'support-bot' },
    { service: 'support-bot', bot: '42' },
    { operation: 'orders' },
    { operation: 'orders', service: 'support-bot', environment: 'sandbox' },
    { action: 'n7' },
    { action: 'n7', environment: 'sandbox' },
    { action: 'n7', bot: '42' },
  ].map((rule) => ({ ...rule, io: 'off' }));

  it('prefers level, then bot, then environment, wherever the rules stand', () => {
    for (let count = 1; count <= inOrder.length; count++) {
      const rules = inOrder.slice(0, count);
      expect(findCaptureRule(rules, PLACE, 'io')).toBe(rules.at(-1));
      expect(findCaptureRule(rules.toReversed(), PLACE, 'io')).toBe(rules.at(-1));
    }
  });

  it('takes the later of two that are equally specific', () => {
    const rules: readonly CaptureRule[] = [
      { service: 'support-bot', io: 'on' },
      { service: 'support-bot', io: 'off' },
    ];
    expect(findCaptureRule(rules, PLACE, 'io')).toBe(rules[1]);
  });

  it.each(Object.keys(PLACE))('leaves out a rule whose %s is another or unknown', (name) => {
    const rule: CaptureRule = { [name]: 'other', io: 'off' };
    expect(findCaptureRule([rule], PLACE, 'io')).toBeUndefined();
    expect(findCaptureRule([rule], {}, 'io')).toBeUndefined();
  });
});
