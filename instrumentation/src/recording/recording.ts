import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import {
  assembleConversation,
  parseRecord,
  type ApiCallRecord,
  type AuditRecord,
  type BotRecord,
  type Conversation,
  type LokiEntry,
} from '@botscope/records';

const NANOS_PER_MILLI = 1_000_000n;

/** What was recorded, read the way the pages read it. */
export interface Recording {
  /** Everything since the start or the last {@link clear}, in the order in which it was recorded. */
  records(): readonly BotRecord[];
  /**
   * A conversation with its turns, flows, steps, variables, calls and messages. Without a UID the only one that there is.
   * Throws an error that names the known UIDs where there is none, or more than one to choose from.
   */
  conversation(uid?: string): Conversation;
  /** Calls, those outside conversations too. */
  apiCalls(): readonly ApiCallRecord[];
  /** Audit changes. */
  auditChanges(): readonly AuditRecord[];
  /** Spans that have ended. */
  spans(): readonly ReadableSpan[];
  /** Forgets everything. */
  clear(): void;
}

/** A recording over what a sink and an exporter keep. */
export function createRecording(
  entries: LokiEntry[],
  spans: { getFinishedSpans(): ReadableSpan[]; reset(): void },
): Recording {
  const records = (): BotRecord[] => entries.map(parseRecord);
  return {
    records,
    conversation: (uid) => {
      const all = records();
      const chosen = uid ?? findOnlyUid(all);
      const own = all.filter(({ conversationId }) => conversationId === chosen);
      const conversation = assembleConversation(own, { nowUnixNano: BigInt(Date.now()) * NANOS_PER_MILLI });
      if (conversation === undefined) throw new Error(`No conversation "${chosen}" was recorded. ${nameUids(all)}`);
      return conversation;
    },
    apiCalls: () => records().filter((record) => record.type === 'api-call'),
    auditChanges: () => records().filter((record) => record.type === 'audit'),
    spans: () => spans.getFinishedSpans(),
    clear: () => {
      entries.length = 0;
      spans.reset();
    },
  };
}

function findOnlyUid(records: readonly BotRecord[]): string {
  const uids = listUids(records);
  const [only] = uids;
  if (only !== undefined && uids.length === 1) return only;
  throw new Error(`Name the conversation: ${uids.length} were recorded. ${nameUids(records)}`);
}

function listUids(records: readonly BotRecord[]): string[] {
  return [...new Set(records.map(({ conversationId }) => conversationId).filter((uid) => uid !== undefined))];
}

function nameUids(records: readonly BotRecord[]): string {
  const uids = listUids(records);
  return uids.length === 0 ? 'Nothing of any conversation was recorded.' : `Known: ${uids.join(', ')}.`;
}
