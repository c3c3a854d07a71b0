import type { ConversationKey, ConversationStatus } from '../assembly/conversation.ts';

/** One line of the conversation list. */
export interface ConversationRow {
  readonly key: ConversationKey;
  readonly botName?: string;
  readonly status: ConversationStatus;
  readonly endReason?: string;
  readonly startUnixNano: bigint;
  readonly lastActivityUnixNano: bigint;
  /** When it ended, by record or by idleness; absent while it goes on. */
  readonly endedUnixNano?: bigint;
  readonly channel?: string;
  readonly endUserId?: string;
  readonly endUserName?: string;
  /** Flow of the latest turn that names one. */
  readonly flowId?: string;
  readonly flowName?: string;
  /** Ids and names of all flows seen. */
  readonly flows: readonly string[];
  readonly turnCount: number;
  readonly errorTurnCount: number;
  readonly failedCallCount: number;
  /** Status code or `error.type` of the earliest failure that names one. */
  readonly firstFailure?: string;
  /** Status code or `error.type` of the earliest failed call that a step tells of. */
  readonly firstFailedCall?: string;
  readonly lastMessage?: string;
  /** Turn id of the latest failed turn. */
  readonly errorTurnId?: string;
  readonly flagged: boolean;
  readonly pinned: boolean;
}
