import type { Conversation, Flow } from '@botscope/instrumentation';
import { toReply, type Reply } from './reply.ts';

/** Who decides about large refunds. */
const AGENT = { id: 'a-tom', name: 'Tom Weber', email: 'tom.weber@shop.example' };
const LIMIT = '800';

/** Step that compares a refund with the limit: as texts, which is what the fields of a condition hold. */
export function isOverLimit(flow: Flow, amount: number): boolean {
  const left = amount.toFixed(2);
  return flow.step(
    { id: 'n19', name: 'Over the limit?', type: 'condition', input: { left, operator: '>', right: LIMIT } },
    (step) => {
      const isOver = left > LIMIT;
      step.setNext(isOver ? 'n20' : 'n15');
      step.setOutput(isOver ? 'yes' : 'no');
      return isOver;
    },
  );
}

/** Step that hands the conversation over to who decides. */
export function askForApproval(flow: Flow, orderId: string): Reply {
  const reason = `Refund of order ${orderId} over ${LIMIT} EUR`;
  flow.handOver({ id: 'n20', name: 'Hand over for approval', agent: AGENT, queue: 'Refund approvals', reason }, () => ({
    ticket: `A-${orderId}`,
  }));
  const text = `Refunds over ${LIMIT} EUR need an approval. ${AGENT.name} takes over.`;
  return { ...toReply(text, ['Thank you']), awaits: 'agent' };
}

/** The agent's first words; gives them as the chat shows them. */
export function greetAsAgent(conversation: Conversation): string {
  return sendAsAgent(conversation, `Hello! I have your refund before me, it is far below ${LIMIT} EUR. One moment.`);
}

/** Passes a message on to the agent, who answers and closes the conversation. */
export function passToAgent(conversation: Conversation, text: string): Reply {
  conversation.recordMessage(text, { from: 'end_user' });
  const answer = sendAsAgent(conversation, 'I have released it by hand. Sorry for the detour!');
  conversation.end({ reason: 'handover' });
  return { ...toReply(answer), ended: true };
}

function sendAsAgent(conversation: Conversation, text: string): string {
  conversation.recordMessage(text, { from: AGENT });
  return `${AGENT.name}: ${text}`;
}
