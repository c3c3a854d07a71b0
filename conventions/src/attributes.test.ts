import { describe, expect, it } from 'vitest';
import { toLokiName } from './attributes.ts';

describe('toLokiName', () => {
  it.each([
    ['bot.record.kind', 'bot_record_kind'],
    ['gen_ai.conversation.id', 'gen_ai_conversation_id'],
    ['a-b/c', 'a_b_c'],
    ['9lives', 'key_9lives'],
  ])('stores %s as %s', (attribute, name) => {
    expect(toLokiName(attribute)).toBe(name);
  });
});
