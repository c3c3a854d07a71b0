import type { ConversationRow } from './conversation-row.ts';

/** What decides when the list shows a conversation. */
export interface ListingOptions {
  readonly nowUnixNano: bigint;
  /** Default 15; 0 shows all at once. */
  readonly productionDelayMinutes?: number;
}

const DELAYED_ENVIRONMENT = 'production';
const DEFAULT_DELAY_MINUTES = 15;
const NANOS_PER_MINUTE = 60_000_000_000n;

/** Whether list and search show a conversation yet: production ones only so long after their end. */
export function isListed(
  row: Pick<ConversationRow, 'key' | 'endedUnixNano'>,
  { nowUnixNano, productionDelayMinutes = DEFAULT_DELAY_MINUTES }: ListingOptions,
): boolean {
  if (row.key.environment !== DELAYED_ENVIRONMENT || productionDelayMinutes <= 0) return true;
  const delay = BigInt(Math.round(productionDelayMinutes)) * NANOS_PER_MINUTE;
  return row.endedUnixNano !== undefined && row.endedUnixNano + delay <= nowUnixNano;
}
