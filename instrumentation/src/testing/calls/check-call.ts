import type { ApiCallBody } from '@botscope/conventions';
import type { OtlpLogRecord, OtlpSpan } from '@botscope/otlp';
import { toMultipartText } from '../../calls/multipart-text.ts';
import type { CallCase } from './call-cases.ts';
import type { CallOutcome } from './call-spec.ts';
import { matchesRedacted } from './match-redacted.ts';
import { ANSWER_TEXTS, type SeenRequest } from './recording-server.ts';

/** A call made within a turn, and everything known of it. */
export interface MadeCall {
  readonly callCase: CallCase;
  readonly outcome: CallOutcome;
  /** What the servers saw of it, in order. */
  readonly seen: readonly SeenRequest[];
  readonly records: readonly OtlpLogRecord[];
  /** CLIENT spans of its turn. */
  readonly spans: readonly OtlpSpan[];
}

/** Key of the prints in all tests of calls. */
export const FINGERPRINT_KEY = 'key of the matrix of calls';
const LIMIT_BYTES = 65_536;

/** What is wrong with how a call was recorded. */
export function listCallProblems(call: MadeCall): string[] {
  const { callCase, records, spans, seen } = call;
  const problems: string[] = [];
  const check = (holds: boolean, problem: string): void => void (holds || problems.push(problem));
  const expectedCount = /^(?:telemetry\.)?fetch$/.test(callCase.client) ? 1 : Math.max(1, seen.length);
  check(records.length === expectedCount, `${records.length} records instead of ${expectedCount}`);
  const ids = (list: readonly { readonly spanId?: unknown }[]): string =>
    list
      .map(({ spanId }) => String(spanId))
      .sort()
      .join();
  check(ids(records) === ids(spans), `spans ${ids(spans)} for records of ${ids(records)}`);
  const [first] = records;
  const last = records.at(-1);
  if (first === undefined || last === undefined) return problems;
  const resends = records.map(({ attributes }) => Number(attributes['http.request.resend_count'] ?? 0)).join();
  check(resends === records.map((_, i) => i).join(), `resend counts ${resends}`);
  const { errorType, phase } = callCase.expected;
  const recordedType = last.attributes['error.type'] as string | undefined;
  check(recordedType === errorType, `error.type ${recordedType} instead of ${errorType}`);
  const body = toBody(last);
  check(body.error?.phase === phase, `phase ${body.error?.phase} instead of ${phase}`);
  if (seen[0] !== undefined) problems.push(...listRequestProblems(toBody(first), first, seen[0]));
  problems.push(...listAnswerProblems(body, last, call));
  return problems;
}

function toBody(record: OtlpLogRecord): ApiCallBody {
  return JSON.parse(record.body as string) as ApiCallBody;
}

function listRequestProblems({ request }: ApiCallBody, record: OtlpLogRecord, seen: SeenRequest): string[] {
  const problems: string[] = [];
  const compare = (what: string, recorded: string | undefined, sent: string | undefined): void => {
    if (recorded === sent || matchesRedacted(recorded ?? '', sent ?? '', FINGERPRINT_KEY)) return;
    problems.push(`${what} is ${recorded?.slice(0, 300)} instead of ${sent?.slice(0, 300)}`);
  };
  compare('method', request.method, seen.method);
  const url = new URL(request.url);
  compare('path', url.href.slice(url.origin.length), seen.path);
  const headers = joinHeaders(seen.rawHeaders);
  for (const name of new Set([...Object.keys(headers), ...Object.keys(request.headers)])) {
    compare(`header ${name}`, request.headers[name], headers[name]);
  }
  const size = Number(record.attributes['http.request.body.size'] ?? 0);
  if (size !== seen.sizeBytes) problems.push(`request size ${size} instead of ${seen.sizeBytes}`);
  if (seen.sizeBytes > LIMIT_BYTES) compare('hash of the request', request.bodySha256, seen.sha256);
  else compare('request body', request.body ?? '', toText(seen.body, headers['content-type'] ?? ''));
  return problems;
}

function listAnswerProblems(
  { response }: ApiCallBody,
  record: OtlpLogRecord,
  { callCase, outcome }: MadeCall,
): string[] {
  if ('error' in outcome && response === undefined) return [];
  const problems: string[] = [];
  if (!('error' in outcome) && response?.status !== outcome.status)
    problems.push(`status ${response?.status} instead of ${outcome.status}`);
  if (response?.status !== Number(record.attributes['http.response.status_code']))
    problems.push('status attribute differs');
  const text = response?.status === 303 ? 'moved' : ANSWER_TEXTS[callCase.answer];
  const expected = callCase.method === 'HEAD' ? undefined : text;
  const body = response?.body;
  if (
    expected !== undefined &&
    callCase.expected.isWhole !== false &&
    !matchesRedacted(body ?? '', expected, FINGERPRINT_KEY)
  ) {
    problems.push(`answer ${body?.slice(0, 300)} instead of ${expected}`);
  }
  if (
    (callCase.answer === 'large' || callCase.answer === 'huge') &&
    !('error' in outcome) &&
    callCase.method !== 'HEAD'
  ) {
    if (response?.bodySha256 !== outcome.sha256) problems.push('hash of the answer differs');
    if (Number(record.attributes['http.response.body.size']) !== outcome.sizeBytes)
      problems.push('size of the answer differs');
    if (Buffer.byteLength(body ?? '') > LIMIT_BYTES) problems.push('answer over the limit');
  }
  return problems;
}

function joinHeaders(raw: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] as string).toLowerCase();
    headers[name] = name in headers ? `${headers[name]}, ${raw[i + 1]}` : (raw[i + 1] as string);
  }
  return headers;
}

function toText(body: Buffer, contentType: string): string {
  if (/^multipart/.test(contentType)) return toMultipartText(body, contentType) ?? '';
  const text = body.toString('utf8');
  return Buffer.from(text).equals(body) && !body.includes(0) ? text : `base64:${body.toString('base64')}`;
}
