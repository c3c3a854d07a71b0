import { describe, expect, it } from 'vitest';
import { toLokiName } from './attributes.ts';

describe('toLokiName', () => {
  it.each([
    ['bot.record.kind', 'bot_record_kind'],
    ['gen_ai.conversation.id', 'gen_ai_conversation_id'],
    ['a-b/c', 'a_b_c'],
    ['9lives', 'key_9lives'],
    // As a real Loki 3.7 stores them.
    ['a..b', 'a_b'],
    ['a__b', 'a_b'],
    ['größe', 'gr_e'],
    ['__name', '_name'],
    ['name__', 'name_'],
    ['__name__', '__name__'],
    ['0__x', 'key_0_x'],
  ])('stores %s as %s', (attribute, name) => {
    expect(toLokiName(attribute)).toBe(name);
  });
});
