import type { ApiCallRecord, BotRecord } from '@botscope/records';
import { showLine } from './show-text.ts';

/** By `error.type`; the host or address follows. */
const TRANSPORT_WORDS: Readonly<Record<string, string>> = {
  dns: 'host name not found:',
  refused: 'connection refused by',
  tls: 'TLS failed with',
  timeout: 'no answer in time from',
  aborted: 'call aborted to',
  reset: 'connection reset by',
};
const LONGEST_HOST = 80;
const LONGEST_MESSAGE = 120;
const LONGEST_URL = 300;

function describeCall(call: ApiCallRecord, target: string | undefined): string {
  const { statusCode, errorType = '' } = call;
  const words = statusCode === undefined ? TRANSPORT_WORDS[errorType] : `HTTP ${statusCode} from`;
  const known = words ?? `${showLine(errorType || 'no answer', LONGEST_MESSAGE)} from`;
  return target === undefined ? known.replace(/:$| \w+$/, '') : `${known} ${target}`;
}

function describeException(record: BotRecord): string {
  const type = record.exceptionType ?? record.errorType ?? 'Error';
  return showLine(record.exceptionMessage ? `${type}: ${record.exceptionMessage}` : type, LONGEST_MESSAGE);
}

/** Why something failed, in a few words for a subject: `HTTP 500 from api.example`, `TypeError: x is undefined`. */
export function summarizeFailure(cause: BotRecord): string {
  if (cause.type !== 'api-call') return describeException(cause);
  return describeCall(cause, cause.host === undefined ? undefined : showLine(cause.host, LONGEST_HOST));
}

/** Why something failed, in a sentence: with the whole address of a call, secrets replaced as stored. */
export function describeFailure(cause: BotRecord): string {
  if (cause.type !== 'api-call') return describeException(cause);
  const target = cause.url ?? cause.host;
  return describeCall(cause, target === undefined ? undefined : showLine(target, LONGEST_URL));
}
