import {
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_RECORD_UID,
  ATTR_SESSION_ID,
  TRANSPORT_ERROR_TYPES,
} from '@botscope/conventions';
import type { ApiCallRecord, BotRecord, ScriptExceptionRecord } from '../record/bot-record.ts';
import { readAttribute } from '../record/read-attribute.ts';
import type { ApiCallFilter } from './api-call-filter.ts';
import { looksLikeId } from './id-shape.ts';
import { parseResponseCode } from './response-code.ts';
import { accepts, lineContains } from './text-match.ts';

type ApiRecord = ApiCallRecord | ScriptExceptionRecord;

/** Whether a record is an API call or script exception that the filter asks for, decided without a store. */
export function matchesApiCall(record: BotRecord, filter: ApiCallFilter): record is ApiRecord {
  if (record.type !== 'api-call' && record.type !== 'script-exception') return false;
  return (
    accepts(filter.environments, record.environment) &&
    accepts(filter.bots, record.botId) &&
    (filter.outcome === undefined || filter.outcome === record.outcome) &&
    accepts(filter.requestTypes, record.requestType) &&
    accepts(filter.integrations, record.integration) &&
    accepts(filter.sourceTypes, record.sourceType) &&
    matchesCodes(readStatus(record), filter.responseCodes ?? []) &&
    !(filter.hideUnreachable === true && isUnreachable(record)) &&
    matchesText(record, filter.text ?? '') &&
    matchesPlace(record, filter)
  );
}

function readStatus(record: ApiRecord): string {
  return readAttribute(record, ATTR_HTTP_RESPONSE_STATUS_CODE) ?? '';
}

function matchesCodes(status: string, codes: readonly string[]): boolean {
  return codes.length === 0 || codes.some((code) => matchesCode(status, code));
}

function matchesCode(status: string, value: string): boolean {
  const rule = parseResponseCode(value);
  if (rule.kind === 'none') return status === '';
  if (rule.kind === 'code') return status === rule.code;
  const number = Number(status);
  return status !== '' && number >= rule.from && number < rule.below;
}

function isUnreachable(record: ApiRecord): boolean {
  const types: readonly string[] = TRANSPORT_ERROR_TYPES;
  return readStatus(record) === '' && types.includes(record.errorType ?? '');
}

function matchesText(record: ApiRecord, text: string): boolean {
  if (text === '' || lineContains(record.line, text)) return true;
  const ids = [record.conversationId, record.turnId, record.traceId, record.spanId, record.endUserId];
  const stored = [ATTR_RECORD_UID, ATTR_SESSION_ID].map((attribute) => readAttribute(record, attribute));
  return looksLikeId(text) && [...ids, ...stored].includes(text);
}

function matchesPlace(record: ApiRecord, { conversationId, turnId }: ApiCallFilter): boolean {
  const conversations = [record.conversationId, readAttribute(record, ATTR_SESSION_ID)];
  return (
    (conversationId === undefined || conversations.includes(conversationId)) &&
    (turnId === undefined || record.turnId === turnId)
  );
}
