import type { ErrorDetail } from '@botscope/conventions';

/** Why a step, flow or turn counts as failed. */
export interface Failure {
  readonly error: ErrorDetail;
  /** `error.type`. */
  readonly errorType: string;
  /** `bot.error.fingerprint`; flow and turn take over that of the step that failed first. */
  readonly fingerprint: string;
}
