import { describe, expect, it } from 'vitest';
import { parseRedacted, renderRedacted } from './redaction.ts';

describe('parseRedacted', () => {
  it('reads back what renderRedacted writes, also within a longer text', () => {
    const secret = { print: 'ab12cd34', keyId: '09ff' };
    expect(parseRedacted(renderRedacted(secret))).toEqual(secret);
    expect(parseRedacted(`Bearer ${renderRedacted(secret)}`)).toEqual(secret);
  });

  it.each(['', '[redacted]', '[redacted:xyz:0000]', '[redacted:ab12cd34]'])('finds nothing in %j', (text) => {
    expect(parseRedacted(text)).toBeUndefined();
  });
});
