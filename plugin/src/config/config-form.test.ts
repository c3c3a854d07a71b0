import { describe, expect, it } from 'vitest';
import { checkConfigForm, toConfigForm } from './config-form.ts';

const valid = { ...toConfigForm({ gatewayUrl: 'http://gateway:4390' }), proxySecret: 'secret' };

describe('checkConfigForm', () => {
  it('gives settings that make the same form again', () => {
    const form = { ...valid, builderUrl: 'https://b.example', bots: '42 Support desk\n43' };
    const { settings } = checkConfigForm(form, false);
    expect(toConfigForm(settings)).toEqual({ ...form, proxySecret: '' });
  });

  it.each([
    [{ gatewayUrl: '' }, 'gatewayUrl'],
    [{ gatewayUrl: 'file:///etc/passwd' }, 'gatewayUrl'],
    [{ builderUrl: 'javascript:alert(1)' }, 'builderUrl'],
    [{ productionDelayMinutes: '-1' }, 'productionDelayMinutes'],
    [{ conversationIdleMinutes: 'soon' }, 'conversationIdleMinutes'],
    [{ changeWindowHours: '1.5' }, 'changeWindowHours'],
    [{ proxySecret: '' }, 'proxySecret'],
  ])('refuses %o and names the field', (change, field) => {
    const { errors, settings } = checkConfigForm({ ...valid, ...change }, false);
    expect(Object.keys(errors)).toEqual([field]);
    expect(settings).toBeUndefined();
  });

  it('wants no secret where one is stored', () => {
    expect(checkConfigForm({ ...valid, proxySecret: '' }, true).errors).toEqual({});
  });
});
