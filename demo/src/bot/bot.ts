import { randomUUID } from 'node:crypto';
import type { BotTelemetry, ControllerState, EndUser, Turn } from '@botscope/instrumentation';
import type { FlowContext } from './flow-context.ts';
import { detectIntent, type Intent, type Waiting } from './intent.ts';
import { runOrderStatusFlow } from './order-status-flow.ts';
import { runRefundFlow } from './refund-flow.ts';
import { toReply, type Reply } from './reply.ts';

/** A person's talk with the bot. */
export interface Session {
  readonly uid: string;
  readonly channel: string;
  readonly endUser: EndUser;
  waiting: Waiting;
}

/** A new session with a new UID. */
export function createSession(channel: string, endUser: EndUser): Session {
  return { uid: randomUUID(), channel, endUser, waiting: undefined };
}

const FLOWS = {
  order_status: { id: 'orders', name: 'Order status', waiting: 'orders', run: runOrderStatusFlow },
  refund: { id: 'refund', name: 'Refund', waiting: 'refund', run: runRefundFlow },
} as const;

/** An answered message. */
export interface Answer {
  readonly reply: Reply;
  /** Headers that name the conversation and the turn's trace. */
  readonly responseHeaders: Readonly<Record<string, string>>;
}

/** Answers one message; records all of it as one turn. Never rejects: a flow that breaks is an apology. */
export async function answerMessage(
  telemetry: BotTelemetry,
  session: Session,
  text: string,
  context: FlowContext,
): Promise<Answer> {
  const { uid, channel, endUser } = session;
  const conversation = telemetry.conversation({ uid, channel, endUser });
  const reply = await conversation.turn({ input: text }, async (turn) => {
    const intent = turn.step({ id: 'n1', name: 'Detect intent', type: 'nlu', input: { text } }, () =>
      detectIntent(text, session.waiting),
    );
    const reply = await runIntent(turn, intent, session, context);
    for (const message of reply.messages) turn.send(message);
    turn.setState(toControllerState(reply));
    return reply;
  });
  if (reply.ended) conversation.end({ reason: 'user' });
  return { reply, responseHeaders: conversation.responseHeaders() };
}

function toControllerState(reply: Reply): ControllerState {
  if (reply.failed) return 'error';
  return reply.ended ? 'ended' : 'waiting_for_input';
}

async function runIntent(turn: Turn, intent: Intent, session: Session, context: FlowContext): Promise<Reply> {
  if (intent.name === 'goodbye') return { ...toReply('You are welcome. Bye!'), ended: true };
  if (intent.name === 'unknown') {
    const { card } = context.readContent();
    return toReply(
      `Sorry, I did not understand. ${card.text}`,
      card.buttons.map((button) => button.title),
    );
  }
  const { waiting, run, ...flow } = FLOWS[intent.name];
  session.waiting = intent.orderId === undefined ? waiting : undefined;
  try {
    return await turn.flow({ ...flow, trigger: 'intent', input: intent }, (running) => run(running, intent, context));
  } catch {
    return {
      messages: ['Something went wrong. Our team has been told.'],
      suggestions: ['Where is order 1001?', 'I want a refund'],
      failed: true,
      ended: false,
    };
  }
}
