import type { HealthPart } from '@botscope/conventions';
import { toUnixNano, type LokiClient } from '@botscope/records';
import { LokiRequestError } from '../context/loki-transport.ts';

/** The part's name: the gateway has its own view of the same Loki. */
export const LOKI_PART = 'Loki (sidecar)';
const RANGE_MILLIS = 60_000;
const GENERAL_FIX = 'Check BOTSCOPE_LOKI_URL of the sidecar.';
const CONSEQUENCE = 'Alert mails go on without steps and messages.';

/** Whether the sidecar can read the log store. */
export async function checkLoki(client: LokiClient, clock: () => number): Promise<HealthPart> {
  const now = clock();
  const range = { startUnixNano: toUnixNano(now - RANGE_MILLIS), endUnixNano: toUnixNano(now) };
  try {
    await client.labels({ area: 'records', range });
    return { name: LOKI_PART, state: 'ok' };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const fix = error instanceof LokiRequestError ? error.fix : GENERAL_FIX;
    return { name: LOKI_PART, state: 'down', reason, fix: `${fix} ${CONSEQUENCE}` };
  }
}
