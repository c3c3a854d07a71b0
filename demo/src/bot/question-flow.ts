import type { Flow } from '@botscope/instrumentation';
import type { FlowContext } from './flow-context.ts';
import type { FlowRun } from './flow-run.ts';
import { toReply, type Reply } from './reply.ts';

interface Completion {
  readonly id: string;
  readonly model: string;
  readonly choices: readonly { readonly finish_reason: string; readonly message: { readonly content: string } }[];
  readonly usage: { readonly prompt_tokens: number; readonly completion_tokens: number };
}

const MODEL = 'shop-small';
const READ_SOURCE = `const { topic, answer } = JSON.parse(completion);
return answer;`;

function askModel(flow: Flow, question: string, context: FlowContext): Promise<string> {
  const { prompt } = context.readContent();
  const messages = [
    { role: 'system', content: prompt.text },
    { role: 'user', content: question },
  ];
  return flow.llm(
    { id: 'n61', name: `Ask the model: ${prompt.name}`, provider: 'openai', model: MODEL, messages },
    async (llm) => {
      const response = await llm.fetch(`${context.shopUrl}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model: MODEL, messages }),
      });
      if (!response.ok) throw new Error(`The model answered ${response.status}`);
      const { id, model, choices, usage } = (await response.json()) as Completion;
      const content = choices[0]?.message.content ?? '';
      llm.setResponse({
        id,
        model,
        finishReasons: choices.map(({ finish_reason }) => finish_reason),
        usage: { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens },
        messages: [{ role: 'assistant', content }],
      });
      return content;
    },
  );
}

/** The prompt asks for JSON, and the script relies on it. */
function readAnswer(flow: Flow, completion: string): string {
  return flow.script({ id: 'n62', name: 'Read the answer', input: { completion }, source: READ_SOURCE }, (script) => {
    const { topic, answer } = JSON.parse(completion) as { topic: string; answer: string };
    script.variables.set('question.topic', topic);
    return answer;
  });
}

/** Flow "Questions": a language model answers what no other flow does. */
export async function runQuestionFlow({ flow, text, context }: FlowRun): Promise<Reply> {
  const completion = await askModel(flow, text, context);
  const answer = readAnswer(flow, completion);
  return flow.step({ id: 'n63', name: 'Tell the answer', type: 'message' }, () => toReply(answer, ['Thanks, bye']));
}
