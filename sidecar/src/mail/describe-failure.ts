import type { ApiCallRecord, BotRecord } from '@botscope/records';
import { showLine } from './show-text.ts';

const TRANSPORT_WORDS: Readonly<Record<string, string>> = {
  dns: 'host name not found',
  refused: 'connection refused',
  tls: 'TLS failed',
  timeout: 'no answer in time',
  aborted: 'call aborted',
  reset: 'connection reset',
};
const LONGEST_HOST = 80;
const LONGEST_MESSAGE = 120;
const LONGEST_URL = 300;

function describeCall(call: ApiCallRecord): string {
  if (call.statusCode !== undefined) return `HTTP ${call.statusCode}`;
  return (
    TRANSPORT_WORDS[call.errorType ?? ''] ?? showLine(call.errorType ?? 'failed without an answer', LONGEST_MESSAGE)
  );
}

function describeException(record: BotRecord): string {
  const type = record.exceptionType ?? record.errorType ?? 'Error';
  return showLine(record.exceptionMessage ? `${type}: ${record.exceptionMessage}` : type, LONGEST_MESSAGE);
}

/** Why something failed, in a few words for a subject: `HTTP 500 from api.example`, `TypeError: x is undefined`. */
export function summarizeFailure(cause: BotRecord): string {
  if (cause.type !== 'api-call') return describeException(cause);
  const host = cause.host === undefined ? '' : ` from ${showLine(cause.host, LONGEST_HOST)}`;
  return `${describeCall(cause)}${host}`;
}

/** Why something failed, in a sentence: with the whole address of a call, secrets replaced as stored. */
export function describeFailure(cause: BotRecord): string {
  if (cause.type !== 'api-call') return describeException(cause);
  const target = cause.url ?? cause.host;
  return target === undefined ? describeCall(cause) : `${describeCall(cause)} from ${showLine(target, LONGEST_URL)}`;
}
