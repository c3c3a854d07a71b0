import type { ActiveScope } from '../core/active-scope.ts';
import type { Kernel } from '../core/kernel.ts';
import type { CaptureDecision } from './capture-decision.ts';

/** What names a place in a running bot. */
export type DecidablePlace = Pick<ActiveScope, 'conversation'> & Partial<Pick<ActiveScope, 'flow' | 'step'>>;

/** What holds where the running code is; outside any conversation, for the telemetry's bot. */
export function decideFor(kernel: Kernel, place: DecidablePlace | undefined): CaptureDecision {
  const bot = place === undefined ? kernel.bot?.id : place.conversation.bot.id;
  return kernel.capture.decide(bot, place?.flow?.id, place?.step?.id);
}
