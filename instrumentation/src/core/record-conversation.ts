import { randomUUID } from 'node:crypto';
import type { Conversation, ConversationOptions } from '../api/conversation.ts';
import type { WaitCarrierInput } from '../api/wait-carrier.ts';
import { createOffConversation } from '../off/off-conversation.ts';
import { ConversationRecorder } from './conversation-recorder.ts';
import { guard, type Kernel } from './kernel.ts';
import { openConversation } from './open-conversation.ts';
import { readCarrier } from './read-carrier.ts';

/** A conversation with the given UID, or a new one. */
export function recordConversation(kernel: Kernel, options: ConversationOptions): Conversation {
  const uid = guard(kernel, 'conversation', () => options.uid && String(options.uid)) || randomUUID();
  const state = kernel.sink.isRecording()
    ? guard(kernel, 'conversation', () => openConversation(kernel, uid, options))
    : undefined;
  return state === undefined ? createOffConversation(uid) : new ConversationRecorder(kernel, state);
}

/** The conversation that a carrier names; that of the options where the carrier does not count. */
export function resumeConversation(
  kernel: Kernel,
  input: WaitCarrierInput,
  options: ConversationOptions,
): Conversation {
  const resumed = kernel.sink.isRecording() ? guard(kernel, 'resume', () => resume(kernel, input, options)) : undefined;
  return resumed ?? recordConversation(kernel, options);
}

function resume(kernel: Kernel, input: WaitCarrierInput, options: ConversationOptions): Conversation | undefined {
  const botId = (options.bot ?? kernel.bot)?.id;
  const carrier = readCarrier(kernel, input, { botId, conversationUid: options.uid });
  if (carrier === undefined) return undefined;
  const { conversationUid, turnIndex } = carrier;
  const state = openConversation(kernel, conversationUid, {
    ...(options.bot === undefined && botId === undefined ? { bot: { id: carrier.botId } } : {}),
    resume: { turnCount: turnIndex },
    ...options,
  });
  return new ConversationRecorder(kernel, state, carrier);
}
