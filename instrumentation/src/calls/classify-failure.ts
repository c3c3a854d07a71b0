import type { TransportErrorType } from '@botscope/conventions';
import type { CallFailure } from './api-call-draft.ts';

interface Rule {
  readonly code: RegExp;
  readonly type: TransportErrorType;
  readonly phase: string;
  readonly words: string;
}

/** What Node's sockets, its TLS and undici call their failures; the first match counts. */
const RULES: readonly Rule[] = [
  {
    code: /^(ENOTFOUND|EAI_\w+|ENODATA|ESERVFAIL)$/,
    type: 'dns',
    phase: 'dns',
    words: 'the host name could not be resolved',
  },
  { code: /^ECONNREFUSED$/, type: 'refused', phase: 'connect', words: 'the connection was refused' },
  {
    code: /^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EACCES|EPERM)$/,
    type: 'refused',
    phase: 'connect',
    words: 'the host cannot be reached',
  },
  {
    code: /^(ERR_TLS_\w+|ERR_SSL_\w+|EPROTO|CERT_\w+|\w*CERT\w*|UNABLE_TO_\w+|HOSTNAME_MISMATCH)$/,
    type: 'tls',
    phase: 'tls',
    words: 'no secure connection could be made',
  },
  {
    code: /^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/,
    type: 'timeout',
    phase: 'connect',
    words: 'the connection took too long',
  },
  { code: /^UND_ERR_HEADERS_TIMEOUT$/, type: 'timeout', phase: 'wait', words: 'no answer came in time' },
  { code: /^UND_ERR_BODY_TIMEOUT$/, type: 'timeout', phase: 'receive', words: 'the answer did not end in time' },
  {
    code: /^(ERR_INVALID_\w+|ERR_HTTP_\w+|UND_ERR_INVALID_ARG|UND_ERR_NOT_SUPPORTED|UND_ERR_REQ_CONTENT_LENGTH_MISMATCH)$/,
    type: 'aborted',
    phase: 'send',
    words: 'the request is not valid',
  },
  {
    code: /^(ECONNRESET|EPIPE|UND_ERR_SOCKET|ECONNABORTED|HPE_\w+|UND_ERR_(?:RES_\w+|HEADERS_OVERFLOW))$/,
    type: 'reset',
    phase: 'wait',
    words: 'the connection was closed before the answer was complete',
  },
];

const DEEPEST = 5;
const TIMEOUTS = /^(?:E(?:SOCKET)?TIMEDOUT|UND_ERR_\w*TIMEOUT)$/;

/**
 * Why a call failed, told from what its client ended with. `isReceiving`: the answer's head had come already. Words and
 * code only, never the error's own text, which may quote addresses.
 */
export function classifyFailure(error: unknown, isReceiving: boolean): CallFailure {
  const chain = toCauses(error);
  if (hasMessage(chain, /before secure TLS connection was established/))
    return { type: 'tls', phase: 'tls', cause: 'the connection was closed before it was secure' };
  const known = findKnown(chain, isReceiving);
  if (known !== undefined) return known;
  const phase = isReceiving ? 'receive' : 'wait';
  if (hasMessage(chain, /^bad port$/))
    return { type: 'aborted', phase: 'send', cause: 'fetch does not call this port' };
  if (hasMessage(chain, /redirect/))
    return { type: 'aborted', phase: 'receive', cause: 'the redirect was not followed' };
  if (hasName(chain, 'TimeoutError')) return toTimeout(phase);
  if (hasName(chain, 'AbortError') || chain.some((cause) => codeOf(cause) === 'UND_ERR_ABORTED'))
    return toAborted(phase);
  return { type: 'reset', phase, cause: 'the call failed' };
}

/**
 * Why the bot broke a call off: a client may do so with what the network told it. `isLate`: the time-out of the request
 * itself had passed.
 */
export function toBrokenOff(error: unknown, isLate: boolean, isReceiving: boolean): CallFailure {
  const chain = toCauses(error);
  const phase = isReceiving ? 'receive' : 'wait';
  const isTimeout =
    hasName(chain, 'TimeoutError') ||
    chain.some((cause) => TIMEOUTS.test(codeOf(cause))) ||
    (chain.some((cause) => codeOf(cause) === 'ECONNABORTED') && hasMessage(chain, /time-?out/i));
  if (isLate || isTimeout) return toTimeout(phase);
  return findKnown(chain, isReceiving) ?? toAborted(phase);
}

function toTimeout(phase: string): CallFailure {
  return { type: 'timeout', phase, cause: 'the time set for the call was over' };
}

function toAborted(phase: string): CallFailure {
  return { type: 'aborted', phase, cause: 'the bot broke the call off' };
}

function findKnown(chain: readonly unknown[], isReceiving: boolean): CallFailure | undefined {
  const codes = chain.map(codeOf);
  const rule = RULES.find(({ code }) => codes.some((one) => code.test(one)));
  return (
    rule &&
    toCallFailure(
      rule,
      codes.find((code) => rule.code.test(code)),
      isReceiving,
    )
  );
}

function toCallFailure(rule: Rule, code: string | undefined, isReceiving: boolean): CallFailure {
  return { type: rule.type, phase: isReceiving ? 'receive' : rule.phase, cause: `${rule.words} (${code})` };
}

/** An error, its causes, and the parts of an aggregate (one an address tried). */
function toCauses(error: unknown, depth = 0): unknown[] {
  if (typeof error !== 'object' || error === null || depth > DEEPEST) return [];
  const { cause, errors } = error as { cause?: unknown; errors?: unknown };
  const parts: unknown[] = Array.isArray(errors) ? errors : [];
  return [error, ...[cause, ...parts].flatMap((part) => toCauses(part, depth + 1))];
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

function hasName(chain: readonly unknown[], name: string): boolean {
  return chain.some((cause) => (cause as { name?: unknown }).name === name);
}

function hasMessage(chain: readonly unknown[], pattern: RegExp): boolean {
  return chain.some((cause) => pattern.test(String((cause as { message?: unknown }).message)));
}
