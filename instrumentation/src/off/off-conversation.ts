import { HEADER_BOT_UID } from '@botscope/conventions';
import type { Conversation } from '../api/conversation.ts';
import type { Turn } from '../api/turn.ts';
import { OFF_FLOW, OFF_STEP_RUNNER } from './off-step.ts';
import { OFF_VARIABLES } from './off-variables.ts';

/** A conversation when nothing records; it still tells the web client its UID. */
export function createOffConversation(uid: string): Conversation {
  const responseHeaders = (): Record<string, string> => ({ [HEADER_BOT_UID]: encodeURIComponent(uid) });
  const turn: Turn = {
    ...OFF_STEP_RUNNER,
    id: '',
    index: 0,
    variables: OFF_VARIABLES,
    flow: (_options, run) => run(OFF_FLOW),
    send() {},
    setState() {},
    fail() {},
    carrier: () => undefined,
    signedCarrier: () => undefined,
    responseHeaders,
  };
  return {
    uid,
    variables: OFF_VARIABLES,
    turn: (_options, run) => run(turn),
    receivedEvent: (_options, run) => run(turn),
    recordMessage() {},
    end() {},
    responseHeaders,
  };
}
