import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, narrowSettings, narrowWebUrl } from './settings.ts';

describe('narrowSettings', () => {
  it('takes what is usable and has defaults for the rest', () => {
    const jsonData = {
      gatewayUrl: 'http://127.0.0.1:4390',
      productionDelayMinutes: 0,
      conversationIdleMinutes: 'soon',
      builderUrl: 'https://builder.example/',
      bots: [{ id: '42', name: 'Support' }, { id: '43' }, { name: 'nameless' }, 'x'],
    };
    expect(narrowSettings(jsonData)).toEqual({
      ...DEFAULT_SETTINGS,
      gatewayUrl: 'http://127.0.0.1:4390',
      productionDelayMinutes: 0,
      builderUrl: 'https://builder.example',
      bots: [
        { id: '42', name: 'Support' },
        { id: '43', name: '43' },
      ],
    });
  });

  it('makes settings of anything', () => {
    fc.assert(
      fc.property(fc.anything(), (jsonData) => {
        expect(narrowSettings(jsonData)).toMatchObject({ bots: expect.any(Array) as unknown });
      }),
    );
  });
});

describe('narrowWebUrl', () => {
  it.each(['javascript:alert(1)', 'data:text/html,x', 'ftp://x', '//evil.example', 'builder', '', 7, null])(
    'refuses %j',
    (value) => {
      expect(narrowWebUrl(value)).toBeUndefined();
    },
  );
});
