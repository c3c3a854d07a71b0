import type { ConversationState } from './conversation-state.ts';
import { toErrorFingerprint } from './error-fingerprint.ts';
import type { Failure } from './failure.ts';
import type { Kernel } from './kernel.ts';
import { toErrorDetail } from './to-error-detail.ts';

/**
 * The failure that a thrown or given error makes of a step, or of a flow or turn outside any step. `knownType` in place of
 * the error's class, where that says more.
 */
export function toFailure(
  kernel: Kernel,
  conversation: ConversationState,
  stepId: string | undefined,
  error: unknown,
  knownType?: string,
): Failure {
  const { errorType: ownType, ...detail } = toErrorDetail(error, kernel.redactor);
  const errorType = knownType ?? ownType;
  const fingerprint = toErrorFingerprint({
    bot: conversation.bot.id,
    step: stepId,
    errorType,
    message: detail.message,
  });
  return { error: detail, errorType, fingerprint };
}
