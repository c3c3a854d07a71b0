import { describe, expect, it } from 'vitest';
import { startFlowContext, talk } from '../../tests/talk.ts';
import { DEFAULT_CONTENT } from '../content.ts';

const QUESTION = 'What are your opening hours?';

describe('runQuestionFlow', () => {
  it('asks the model as the prompt says, and reads its JSON', async () => {
    const { lastText, collector } = await talk([QUESTION]);
    expect(lastText).toBe('We are open from Monday to Saturday, 9 to 18.');
    const [step] = collector.find('bot.step.completed', { 'bot.step.type': 'llm' });
    expect(step?.attributes).toMatchObject({
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'shop-small',
      'gen_ai.response.model': 'shop-small-2026-03',
      'gen_ai.usage.input_tokens': expect.any(BigInt) as bigint,
      'gen_ai.usage.output_tokens': expect.any(BigInt) as bigint,
    });
    expect(step?.body).toMatchObject({
      input: { messages: [{ role: 'system', content: DEFAULT_CONTENT.prompt.text }, { content: QUESTION }] },
      output: { messages: [{ role: 'assistant' }] },
    });
  });

  it('breaks on the prose of a model whose prompt asks for no JSON any more', async () => {
    const prompt = { ...DEFAULT_CONTENT.prompt, text: 'Answer in one friendly sentence.' };
    const { answers, collector } = await talk([QUESTION], await startFlowContext({ ...DEFAULT_CONTENT, prompt }));
    expect(answers[0]?.reply.failed).toBe(true);
    const [exception] = collector.find('bot.script.exception');
    expect(exception?.attributes).toMatchObject({
      'exception.type': 'SyntaxError',
      'bot.step.name': 'Read the answer',
    });
    expect(exception?.attributes['exception.message']).toContain('is not valid JSON');
  });
});
