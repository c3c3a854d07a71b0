import { describe, expect, it } from 'vitest';
import { toChat, toToolCalls } from './llm-messages.ts';

describe('toChat', () => {
  it.each<[string, unknown, string, string]>([
    ['a text', 'Hello', 'user', 'Hello'],
    ['one message', { role: 'user', content: 'Hello' }, 'user', 'Hello'],
    ['a list', [{ role: 'system', content: 'Be kind' }], 'system', 'Be kind'],
    ['parts', [{ role: 'user', content: [{ type: 'text', text: 'a' }, 'b'] }], 'user', 'a\nb'],
    ['parts of the conventions', [{ role: 'user', parts: [{ type: 'text', content: 'a' }] }], 'user', 'a'],
    ['no role', [{ content: 'a' }], 'user', 'a'],
  ])('reads %s', (_what, messages, role, text) => {
    expect(toChat(messages, 'given')).toEqual([{ role, from: 'given', text, others: [], toolCalls: [] }]);
  });

  it('keeps what is no text, and messages of unknown shape', () => {
    const image = { type: 'image_url', image_url: 'x' };
    expect(toChat([{ role: 'user', content: [image, { type: 'text', text: 'a' }] }], 'given')[0]).toMatchObject({
      text: 'a',
      others: [image],
    });
    expect(toChat([{ odd: 1 }, 7, null], 'answered').map(({ others }) => others)).toEqual([[{ odd: 1 }], [7], [null]]);
    expect(toChat(undefined, 'given')).toEqual([]);
  });
});

describe('toToolCalls', () => {
  it('reads calls as several clients give them', () => {
    const own = { id: 'c1', name: 'find', arguments: { order: 7 } };
    const nested = { id: 'c2', function: { name: 'find', arguments: '{"order":7}' } };
    expect(toToolCalls([own, nested, 'odd'])).toEqual([
      own,
      { id: 'c2', name: 'find', arguments: '{"order":7}' },
      { name: 'unnamed tool', arguments: null },
    ]);
    expect(toToolCalls({ name: 'find' })).toEqual([]);
  });
});
