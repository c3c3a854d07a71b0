import type { ApiCallBody } from '@botscope/conventions';
import { renderCurl, type BotRecord } from '@botscope/records';
import type { AlertMail } from './alert-mail.ts';
import { showBlock } from './show-text.ts';

type Evidence = AlertMail['evidence'];

const LONGEST_REQUEST = 3_000;
const LONGEST_RESPONSE = 1_500;
const LONGEST_STACK = 1_500;
const CONSOLE_LINES = 10;
const SHOWN_RESPONSE_HEADERS = ['content-type', 'retry-after', 'www-authenticate', 'x-request-id'];

function renderResponse(response: NonNullable<ApiCallBody['response']>): string {
  const headers = SHOWN_RESPONSE_HEADERS.flatMap((name) => {
    const value = response.headers[name];
    return value === undefined ? [] : [`${name}: ${value}`];
  });
  const body = response.body === undefined || response.body === '' ? [] : ['', response.body];
  return [`HTTP ${response.status}`, ...headers, ...body].join('\n');
}

function block(label: string, text: string | undefined, maxCharacters: number): Evidence {
  return text === undefined || text === '' ? [] : [{ label, text: showBlock(text, maxCharacters) }];
}

/** What the record of an error shows: request and answer of a call, or stack and output of a script. */
export function buildEvidence(cause: BotRecord): Evidence {
  if (cause.type === 'api-call') {
    const { request, response, error } = cause.body ?? {};
    return [
      ...block('Request (secrets are placeholders)', request && renderCurl(request), LONGEST_REQUEST),
      ...block('Response', response && renderResponse(response), LONGEST_RESPONSE),
      ...block('No answer', error && `${error.phase}: ${error.cause} (${error.host})`, LONGEST_RESPONSE),
    ];
  }
  if (cause.type !== 'script-exception') return [];
  return [
    ...block('Source', cause.body?.source, LONGEST_STACK),
    ...block('Stack', cause.body?.stack, LONGEST_STACK),
    ...block('Printed before', cause.body?.console?.slice(-CONSOLE_LINES).join('\n'), LONGEST_STACK),
  ];
}
