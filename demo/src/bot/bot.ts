import type { BotTelemetry, Conversation, ControllerState, Turn } from '@botscope/instrumentation';
import { greetAsAgent, passToAgent } from './approval.ts';
import { runCallBackFlow } from './call-back-flow.ts';
import { runCheckoutFlow } from './checkout-flow.ts';
import type { FlowContext } from './flow-context.ts';
import type { FlowRun } from './flow-run.ts';
import { detectIntent, type Intent } from './intent.ts';
import { runOrderStatusFlow } from './order-status-flow.ts';
import { runQuestionFlow } from './question-flow.ts';
import { receiveEvent } from './receive-event.ts';
import { runRefundFlow } from './refund-flow.ts';
import { toReply, type Reply } from './reply.ts';
import type { Session } from './session.ts';

const FLOWS = {
  order_status: { id: 'orders', name: 'Order status', run: runOrderStatusFlow },
  refund: { id: 'refund', name: 'Refund', run: runRefundFlow },
  checkout: { id: 'checkout', name: 'Checkout', run: runCheckoutFlow },
  call_back: { id: 'call-back', name: 'Call back', run: runCallBackFlow },
  question: { id: 'questions', name: 'Questions', run: runQuestionFlow },
} as const;

/** An answered message. */
export interface Answer {
  readonly reply: Reply;
  /** Headers that name the conversation and the turn's trace. */
  readonly responseHeaders: Readonly<Record<string, string>>;
}

/** Answers one message; records all of it as one turn, or as what a human agent was told. Never rejects: a flow that breaks is an apology. */
export async function answerMessage(
  telemetry: BotTelemetry,
  session: Session,
  text: string,
  context: FlowContext,
): Promise<Answer> {
  const { uid, channel, endUser } = session;
  const conversation = telemetry.conversation({ uid, channel, endUser });
  const reply = session.isWithAgent
    ? passToAgent(conversation, text)
    : await answerAsBot(conversation, session, text, { telemetry, context });
  return { reply, responseHeaders: conversation.responseHeaders() };
}

async function answerAsBot(
  conversation: Conversation,
  session: Session,
  text: string,
  { telemetry, context }: { readonly telemetry: BotTelemetry; readonly context: FlowContext },
): Promise<Reply> {
  const expectEvent: FlowRun['expectEvent'] = (wait) =>
    context.callbacks.expect((payload) => receiveEvent(telemetry, session, { wait, payload }));
  const reply = await conversation.turn({ input: text }, async (turn) => {
    const intent = turn.step({ id: 'n1', name: 'Detect intent', type: 'nlu', input: { text } }, () =>
      detectIntent(text, session.waiting),
    );
    const answer = await runIntent(turn, intent, session, { text, context, expectEvent });
    for (const message of answer.messages) turn.send(message);
    turn.setState(toControllerState(answer));
    return answer;
  });
  if (reply.ended) conversation.end({ reason: 'user' });
  if (reply.awaits !== 'agent') return reply;
  session.isWithAgent = true;
  return { ...reply, messages: [...reply.messages, greetAsAgent(conversation)] };
}

function toControllerState(reply: Reply): ControllerState {
  if (reply.failed) return 'error';
  if (reply.awaits !== undefined) return 'waiting_for_event';
  return reply.ended ? 'ended' : 'waiting_for_input';
}

async function runIntent(
  turn: Turn,
  intent: Intent,
  session: Session,
  given: Pick<FlowRun, 'text' | 'context' | 'expectEvent'>,
): Promise<Reply> {
  if (intent.name === 'goodbye') return { ...toReply('You are welcome. Bye!'), ended: true };
  if (intent.name === 'unknown') {
    const { card } = given.context.readContent();
    return toReply(
      `Sorry, I did not understand. ${card.text}`,
      card.buttons.map((button) => button.title),
    );
  }
  const { run, ...flow } = FLOWS[intent.name];
  session.waiting =
    intent.orderId === undefined && (flow.id === 'orders' || flow.id === 'refund') ? flow.id : undefined;
  try {
    return await turn.flow({ ...flow, trigger: 'intent', input: intent }, (running) =>
      run({ ...given, flow: running, intent }),
    );
  } catch {
    return {
      messages: ['Something went wrong. Our team has been told.'],
      suggestions: ['Where is order 1001?', 'I want a refund'],
      failed: true,
      ended: false,
    };
  }
}
