import type { HealthPart } from '@botscope/conventions';
import type { PinTrouble } from '../pinning/pin-store.ts';

const NAME = 'pinning';

/** Whether all flagged conversations are being copied into what is kept long. */
export function checkPinning(troubles: readonly PinTrouble[]): HealthPart {
  const failing = troubles.find(({ problem }) => problem !== undefined);
  if (failing !== undefined) {
    return {
      name: NAME,
      state: 'degraded',
      reason: `Flagged conversations wait to be copied into what is kept long: ${failing.problem}`,
      fix: 'It is tried again by itself. Check BOTSCOPE_LOKI_URL of the sidecar, and that it may write to /otlp/v1/logs.',
    };
  }
  const [refused] = troubles;
  if (refused === undefined) return { name: NAME, state: 'ok' };
  const count = troubles.reduce((sum, { refusedCount }) => sum + refusedCount, 0);
  return {
    name: NAME,
    state: 'degraded',
    reason: `The log store refuses copies of ${count} records of flagged conversations: ${refused.refusal}`,
    fix: 'They are kept no longer than other records; download such a conversation. If they are too old, flag earlier or raise reject_old_samples_max_age of Loki.',
  };
}
