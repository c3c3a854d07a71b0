import type { Area } from '@botscope/conventions';
import { LokiAnswerError, TooManyConversationsError } from '@botscope/records';
import { RequestFailure, type ErrorAnswer } from './backend.ts';

/** The part of the product that failed, as people know it. */
export type FailedPart = 'Grafana' | 'gateway' | 'Loki' | 'Tempo' | 'sidecar' | 'page';

/** An error as a page shows it. */
export interface DisplayError {
  readonly part: FailedPart;
  /** What failed, in one sentence. */
  readonly title: string;
  /** What the failing part said; untrusted text. */
  readonly detail: string;
  /** What to try, in one sentence. */
  readonly advice: string;
  /** The query that was asked, where there was one; untrusted text. */
  readonly query?: string;
}

/** A page's text for anything that was thrown. */
export function toDisplayError(error: unknown): DisplayError {
  if (error instanceof RequestFailure) return toRequestError(error);
  if (error instanceof LokiAnswerError) return toAnswerError(error);
  if (error instanceof TooManyConversationsError) return toTooManyError(error);
  return {
    part: 'page',
    title: 'This page could not show what it got',
    detail: error instanceof Error ? error.message : String(error),
    advice: 'Reload the page. If it happens again, report the text below.',
  };
}

function toAnswerError({ message }: LokiAnswerError): DisplayError {
  return {
    part: 'Loki',
    title: 'What answers in the place of Loki is something else',
    detail: message,
    advice: 'Check BOTSCOPE_LOKI_URL of the gateway; the Pipeline page says what each part answers.',
  };
}

function toTooManyError({ message, limit }: TooManyConversationsError): DisplayError {
  return {
    part: 'page',
    title: `The text is in more than ${limit.toLocaleString('en')} conversations`,
    detail: message,
    advice: 'Narrow the time range, type more of the text, or choose an environment and a bot.',
  };
}

const UPSTREAM: Readonly<Record<Area, 'Loki' | 'Tempo' | 'sidecar'>> = {
  records: 'Loki',
  'api-calls': 'Loki',
  audit: 'Loki',
  traces: 'Tempo',
  sidecar: 'sidecar',
};

function toRequestError({ request, answer }: RequestFailure): DisplayError {
  const part = toPart(request.area, answer);
  const query = request.query?.query ?? request.form?.query;
  const { title, advice } = describeCode(part, answer.code) ?? describe(part, answer.status);
  return {
    part,
    title,
    detail: answer.message,
    advice: answer.fix ?? advice,
    ...(query === undefined ? {} : { query }),
  };
}

const PART_OF_ANSWER: Readonly<Record<string, FailedPart>> = {
  loki: 'Loki',
  tempo: 'Tempo',
  sidecar: 'sidecar',
  grafana: 'Grafana',
};

/** Our own programs name the part that failed; a bad gateway without a code is the word of Grafana's own proxy. */
function toPart(area: Area, { status, code, part }: ErrorAnswer): FailedPart {
  if (part !== undefined && part in PART_OF_ANSWER) return PART_OF_ANSWER[part] ?? 'gateway';
  if (status === 0) return 'Grafana';
  if (status === 401 || status === 403) return 'gateway';
  if (status >= 500 && (code !== undefined || status !== 500)) return 'gateway';
  return UPSTREAM[area];
}

const SUBJECT: Readonly<Record<FailedPart, string>> = {
  Grafana: 'Grafana',
  gateway: 'The gateway',
  Loki: 'Loki',
  Tempo: 'Tempo',
  sidecar: 'The sidecar',
  page: 'This page',
};

/** What our own programs found out beyond the status. */
function describeCode(part: FailedPart, code: string | undefined): Description | undefined {
  const subject = SUBJECT[part];
  const advice = 'Check the configuration of the gateway.';
  if (code === 'upstream_other') return { title: `What answers in the place of ${part} is something else`, advice };
  if (code === 'flag_changed') return { title: 'Somebody else was faster', advice: 'Look at the flag as it is now.' };
  if (code === 'upstream_refused') return { title: `${subject} does not accept the gateway`, advice };
  return undefined;
}

type Description = Pick<DisplayError, 'title' | 'advice'>;

function describe(part: FailedPart, status: number): Description {
  const subject = SUBJECT[part];
  const byStatus: Readonly<Record<number, Description>> = {
    0: { title: `${subject} did not answer`, advice: 'Check your connection, then try again.' },
    400: { title: `${subject} did not accept the query`, advice: 'Change the filters; the query is shown below.' },
    401: NOT_ALLOWED,
    403: NOT_ALLOWED,
    404: {
      title: `${subject} does not know what was asked for`,
      advice: 'This part may be switched off in the gateway’s configuration.',
    },
    413: { title: 'The query is too long', advice: 'Use fewer or shorter filters.' },
    429: { title: `${subject} is asked too often`, advice: 'Wait a moment, or choose a longer refresh interval.' },
    502: notReachable(subject),
    503: notReachable(subject),
    504: { title: `${subject} took too long`, advice: 'Choose a shorter time range or fewer filters, then try again.' },
  };
  return byStatus[status] ?? { title: `${subject} failed`, advice: 'Try again. If it stays, look into its log.' };
}

const NOT_ALLOWED: Description = {
  title: 'You may not read this',
  advice: 'Ask an administrator for the permission. If you have it, check the proxy secret in the app’s configuration.',
};

function notReachable(subject: string): Description {
  return { title: `${subject} cannot be reached`, advice: 'Check that it is running, then try again.' };
}
