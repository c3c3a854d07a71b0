import type { BotRecord, ConversationRecord } from '../record/bot-record.ts';
import type { Conversation, ConversationStatus } from './conversation.ts';
import { latest, newestValue } from './newest-value.ts';

/** What assembly needs besides the records. */
export interface AssemblyOptions {
  readonly nowUnixNano: bigint;
  /** Default 30: without activity for so long a conversation has ended. */
  readonly idleMinutes?: number;
}

/** Where a conversation stands, and since when it has ended. */
export interface StatusDetail extends Pick<Conversation, 'status' | 'endReason' | 'lastActivityUnixNano'> {
  readonly endedUnixNano?: bigint;
}

const DEFAULT_IDLE_MINUTES = 30;
const NANOS_PER_MINUTE = 60_000_000_000n;
/** What a person or the bot does; an end, a flag or an alert is none. */
const ACTIVITIES: ReadonlySet<BotRecord['type']> = new Set(['message', 'turn', 'flow', 'step', 'received-event']);

/** Where a conversation stands by its records, oldest first, each once. */
export function toStatusDetail(records: readonly BotRecord[], options: AssemblyOptions): StatusDetail {
  const lastActivityUnixNano = findLastActivity(records);
  const failed = newestValue(records, (record) => (record.type === 'turn' ? record.outcome : undefined)) === 'error';
  const ended = findEnd(records);
  const end = ended
    ? { endReason: ended.endReason, endedUnixNano: ended.timestampUnixNano }
    : toIdleEnd(lastActivityUnixNano, options);
  return { status: toStatus(end, failed), lastActivityUnixNano, ...end };
}

/** Time of the newest activity. */
export function findLastActivity(records: readonly BotRecord[]): bigint {
  const activities = records.filter(isActivity).map(({ timestampUnixNano }) => timestampUnixNano);
  return latest(activities, records.at(-1)?.timestampUnixNano ?? 0n);
}

/** Whether a record tells of something that a person or the bot did in the conversation. */
export function isActivity(record: BotRecord): boolean {
  return ACTIVITIES.has(record.type) || (record.type === 'conversation' && record.phase === 'started');
}

/** The end, unless something began after it. */
function findEnd(records: readonly BotRecord[]): ConversationRecord | undefined {
  const ended = newestValue(records, (record) =>
    record.type === 'conversation' && record.phase === 'ended' ? record : undefined,
  );
  // A turn's own end is written after the end of the conversation that it brought about, so its beginning counts.
  const resumed = records.some(
    (record) => isActivity(record) && ended !== undefined && record.startUnixNano > ended.timestampUnixNano,
  );
  return resumed ? undefined : ended;
}

function toIdleEnd(
  lastActivityUnixNano: bigint,
  { nowUnixNano, idleMinutes = DEFAULT_IDLE_MINUTES }: AssemblyOptions,
): Pick<StatusDetail, 'endReason' | 'endedUnixNano'> {
  const endedUnixNano = lastActivityUnixNano + BigInt(Math.round(idleMinutes)) * NANOS_PER_MINUTE;
  return endedUnixNano <= nowUnixNano ? { endReason: 'idle', endedUnixNano } : {};
}

function toStatus(
  { endReason, endedUnixNano }: Pick<StatusDetail, 'endReason' | 'endedUnixNano'>,
  failed: boolean,
): ConversationStatus {
  if (endReason === 'handover') return 'handover';
  if (endReason === 'error' || failed) return 'error';
  return endedUnixNano === undefined ? 'ongoing' : 'ended';
}
