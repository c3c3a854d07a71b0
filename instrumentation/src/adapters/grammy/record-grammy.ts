import { AsyncLocalStorage } from 'node:async_hooks';
import type { Bot, Context, MiddlewareFn, Transformer } from 'grammy';
import type { BotTelemetry } from '../../api/bot-telemetry.ts';
import type { Conversation } from '../../api/conversation.ts';
import type { Turn } from '../../api/turn.ts';
import { createOffConversation } from '../../off/off-conversation.ts';
import { describeSent } from './describe-sent.ts';
import { describeEndUser, describeUpdate, toConversationUid } from './describe-update.ts';
import { recordBotApiCall } from './record-bot-api-call.ts';

/** What handlers find in their context: the turn that the update is, for flows, steps, variables and log actions. */
export interface TurnFlavor {
  turn: Turn;
}

/** What of a grammY bot is recorded. */
export interface GrammyOptions<C extends Context> {
  /**
   * UID of the conversation that an update belongs to; undefined: the update is not recorded. By default
   * `telegram:<chat id>`, in a forum `telegram:<chat id>:<topic>`, without a chat `telegram:user:<user id>`.
   */
  readonly uid?: (ctx: C) => string | undefined;
  /** Whether calls of the Bot API within a turn are recorded; true by default. False where all of HTTP is recorded already. */
  readonly apiCalls?: boolean;
}

/**
 * Records a grammY bot: every update is a turn (a message or a pressed button is the end user's input, anything else a
 * received event), what the bot sends is its answer, calls of the Bot API are API calls. Install it before every other
 * middleware. Errors of handlers mark the turn as failed and go on to `bot.catch`; nothing of the bot changes.
 */
export function recordGrammy<C extends Context & TurnFlavor>(
  bot: Pick<Bot<C>, 'use' | 'api'>,
  telemetry: BotTelemetry,
  { uid = toConversationUid, apiCalls = true }: GrammyOptions<C> = {},
): void {
  const turns = new AsyncLocalStorage<Turn>();
  bot.api.config.use(createTransformer(telemetry, turns, apiCalls));
  const record: MiddlewareFn<C> = (ctx, next) => {
    const conversation = openConversation(telemetry, ctx, uid(ctx));
    const run = (turn: Turn): Promise<void> => {
      ctx.turn = turn;
      return turns.run(turn, next);
    };
    const update = describeUpdate(ctx);
    return 'message' in update
      ? conversation.turn({ input: update.message }, run)
      : conversation.receivedEvent(update.event, run);
  };
  bot.use(record);
}

function openConversation(telemetry: BotTelemetry, ctx: Context, uid: string | undefined): Conversation {
  if (uid === undefined) return createOffConversation('');
  const endUser = describeEndUser(ctx);
  return telemetry.conversation({ uid, channel: 'telegram', ...(endUser && { endUser }) });
}

/** Sees every call that the bot makes; those outside a turn, such as polling for updates, are left alone. */
function createTransformer(telemetry: BotTelemetry, turns: AsyncLocalStorage<Turn>, apiCalls: boolean): Transformer {
  return async (call, method, payload, signal) => {
    const turn = turns.getStore();
    if (turn === undefined) return call(method, payload, signal);
    const startedAt = performance.now();
    const finish = (end: Parameters<typeof recordBotApiCall>[2]): void => {
      if (!apiCalls) return;
      const finished = { method, payload, durationMillis: performance.now() - startedAt };
      recordBotApiCall(telemetry, finished, end);
    };
    try {
      const answer = await call(method, payload, signal);
      finish({ answer });
      const sent = answer.ok ? describeSent(method, payload) : undefined;
      if (sent !== undefined) turn.send(sent);
      return answer;
    } catch (error) {
      finish({ error });
      throw error;
    }
  };
}
