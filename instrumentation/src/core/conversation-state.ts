import type { SpanContext } from '@opentelemetry/api';
import type { BotIdentity } from '../api/bot.ts';
import type { AttributeList } from '../record/attribute-list.ts';
import type { VariableChanges } from './variable-changes.ts';
import type { VariableStore } from './variable-store.ts';

/** What this process remembers of a conversation. */
export interface ConversationState {
  readonly uid: string;
  readonly bot: BotIdentity;
  /** Attributes of bot, conversation and end user. */
  readonly common: AttributeList;
  readonly variables: VariableStore;
  /** `changeCount` of the variables at the last snapshot. */
  snapshotChangeCount: number;
  /** Changes made between turns; the next turn takes them over. */
  pendingChanges: VariableChanges;
  turnCount: number;
  errorCount: number;
  apiErrorCount: number;
  firstMessage: string | undefined;
  lastMessage: string | undefined;
  /** Root span of the last turn. */
  lastTurn: SpanContext | undefined;
}
