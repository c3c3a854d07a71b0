import { ATTR_LOG_LABEL, ATTR_SESSION_ID, toSeverityNumber } from '@botscope/conventions';
import type { BotRecord } from '../record/bot-record.ts';
import { readAttribute } from '../record/read-attribute.ts';
import type { LogFilter } from './log-filter.ts';
import { accepts, lineContains } from './text-match.ts';

/** Whether a record is a log record that the filter asks for, decided without a store. */
export function matchesLog(record: BotRecord, filter: LogFilter): boolean {
  return (
    record.kind === 'log' &&
    accepts(filter.environments, record.environment) &&
    accepts(filter.bots, record.botId) &&
    matchesLevel(record, filter) &&
    accepts(filter.labels, readAttribute(record, ATTR_LOG_LABEL)) &&
    (filter.text === undefined || lineContains(record.line, filter.text)) &&
    matchesPlace(record, filter)
  );
}

function matchesLevel({ level }: BotRecord, { levels = [], minLevel = 'debug' }: LogFilter): boolean {
  const reaches = toSeverityNumber(level) >= toSeverityNumber(minLevel);
  return reaches && (levels.length === 0 || levels.includes(level));
}

function matchesPlace(record: BotRecord, { conversationId, turnId }: LogFilter): boolean {
  const conversations = [record.conversationId, readAttribute(record, ATTR_SESSION_ID)];
  return (
    (conversationId === undefined || conversations.includes(conversationId)) &&
    (turnId === undefined || record.turnId === turnId)
  );
}
