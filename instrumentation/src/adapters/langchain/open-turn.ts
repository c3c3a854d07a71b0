import type { BotTelemetry } from '../../api/bot-telemetry.ts';
import type { ConversationOptions } from '../../api/conversation.ts';
import type { ActiveScope } from '../../core/active-scope.ts';
import type { Kernel } from '../../core/kernel.ts';
import type { Completion } from '../../core/completion.ts';
import type { LangChainRun } from './langchain-options.ts';
import { toText } from './to-plain.ts';

/** A turn that was opened for a run. */
export interface OpenTurn {
  readonly scope: ActiveScope;
  /** Ends the turn as the run ended. */
  readonly complete: (completion: Completion) => void;
}

/** Opens a turn for a run: the last message of the end user is what it received, the model's last what it sends. */
export function openTurn(
  kernel: Kernel,
  telemetry: BotTelemetry,
  options: ConversationOptions,
  run: LangChainRun,
): OpenTurn | undefined {
  const input = toText(run.input, 'user');
  let scope: ActiveScope | undefined;
  let complete: OpenTurn['complete'] | undefined;
  const ended = telemetry.conversation(options).turn(input === undefined ? {} : { input }, () => {
    scope = kernel.scopes.getStore();
    return new Promise<unknown>((resolve, reject) => {
      complete = (completion) => {
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what the run threw, unchanged
        if ('thrown' in completion) reject(completion.thrown);
        else resolve(toText(completion.value, 'assistant') ?? completion.value);
      };
    });
  });
  // The error is the bot's own, which has it already.
  ended.catch(() => {});
  return scope === undefined || complete === undefined ? undefined : { scope, complete };
}
