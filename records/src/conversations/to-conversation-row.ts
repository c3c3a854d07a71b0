import type { Json } from '@botscope/conventions';
import type { ConversationKey } from '../assembly/conversation.ts';
import { toStatusDetail, type AssemblyOptions } from '../assembly/conversation-status.ts';
import { earliest, newestValue } from '../assembly/newest-value.ts';
import type { BotRecord, TurnRecord } from '../record/bot-record.ts';
import { asObject, readString } from '../record/json-object.ts';
import type { ConversationRow } from './conversation-row.ts';

/** The row of a conversation from its records, oldest first, each once; at least one. */
export function toConversationRow(
  key: ConversationKey,
  records: readonly BotRecord[],
  options: AssemblyOptions & { readonly flagged: boolean },
): ConversationRow {
  const turns = records.filter((record) => record.type === 'turn');
  return {
    key,
    ...toStatusDetail(records, options),
    botName: newestValue(records, ({ botName }) => botName),
    startUnixNano: earliest(
      records.map(({ startUnixNano }) => startUnixNano),
      0n,
    ),
    channel: newestValue(records, ({ channel }) => channel),
    endUserId: newestValue(records, ({ endUserId }) => endUserId),
    endUserName: newestValue(records, ({ endUserName }) => endUserName),
    ...toFlowFields(turns),
    ...toCounts(records, turns),
    lastMessage: newestValue(records, readUserText) ?? newestValue(records, readOtherText),
    flagged: options.flagged,
    pinned: records.some(({ pinned }) => pinned),
  };
}

function toFlowFields(turns: readonly TurnRecord[]): Pick<ConversationRow, 'flowId' | 'flowName' | 'flows'> {
  const latest = turns.findLast(({ flowId, flowName }) => flowId !== undefined || flowName !== undefined);
  const names = turns.flatMap(({ flowId, flowName }) => [flowId, flowName]).filter((name) => name !== undefined);
  return { flowId: latest?.flowId, flowName: latest?.flowName, flows: [...new Set(names)].sort() };
}

type Counts = Pick<
  ConversationRow,
  'turnCount' | 'errorTurnCount' | 'failedCallCount' | 'firstFailure' | 'errorTurnId'
>;

function toCounts(records: readonly BotRecord[], turns: readonly TurnRecord[]): Counts {
  const failed = turns.filter(({ outcome }) => outcome === 'error');
  const ended = newestValue(records, (record) => (record.type === 'conversation' ? record : undefined));
  const failedCalls = turns.reduce((sum, turn) => sum + (turn.apiErrorCount ?? 0), 0);
  return {
    turnCount: countTurns(records, ended?.turnCount),
    errorTurnCount: failed.length,
    failedCallCount: Math.max(failedCalls, ended?.apiErrorCount ?? 0),
    firstFailure: failed.find(({ errorType }) => errorType !== undefined)?.errorType,
    errorTurnId: failed.at(-1)?.turnId,
  };
}

/** Turns older than the range are not among the records, but the indexes of the others count them. */
function countTurns(records: readonly BotRecord[], told: number | undefined): number {
  const ids = new Set(records.map(({ turnId }) => turnId).filter((id) => id !== undefined));
  return records.reduce((count, { turnIndex }) => Math.max(count, turnIndex ?? 0), Math.max(ids.size, told ?? 0));
}

function readUserText(record: BotRecord): string | undefined {
  if (record.type === 'message' && record.direction === 'received') return record.body?.text || undefined;
  return record.type === 'turn' ? toText(record.body?.input) : undefined;
}

function readOtherText(record: BotRecord): string | undefined {
  if (record.type !== 'conversation') return undefined;
  return record.body?.lastMessage ?? record.body?.firstMessage;
}

function toText(input: Json | undefined): string | undefined {
  if (typeof input === 'string') return input || undefined;
  const object = asObject(input);
  return (object && readString(object, 'text')) || undefined;
}
