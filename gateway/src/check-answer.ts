import { GatewayError } from './gateway-error.ts';
import { UPSTREAMS, type UpstreamName } from './upstream.ts';

/** The head of an upstream's answer. */
export interface AnswerHead {
  readonly status: number;
  readonly contentType: string | undefined;
}

/** What Go's server answers in plain text on a port that speaks TLS. */
const WANTS_TLS = 'HTTP request to an HTTPS server';

/** Paths that a Loki may lack without being another program: old versions, or volumes that are switched off. */
const OPTIONAL_LOKI_PATH = /\/(index\/|detected_fields|tail)/;

function isSomethingElse(name: UpstreamName, path: string, { status, contentType = '' }: AnswerHead): boolean {
  if (name === 'sidecar') return false;
  if (contentType.startsWith('text/html') || (status >= 300 && status < 400 && status !== 304)) return true;
  return name === 'loki' && (status === 404 || status === 405) && !OPTIONAL_LOKI_PATH.test(path);
}

/**
 * Refuses an answer that is not what it seems: of another program, or one that lets the gateway in no longer. Passed on,
 * a 401 would look to Grafana's client like a lost session, and a 403 like a missing permission of the person.
 * @param path path at the upstream
 * @throws GatewayError
 */
export function checkAnswer(name: UpstreamName, path: string, head: AnswerHead): void {
  const { title, urlVariable, accessFix } = UPSTREAMS[name];
  if (head.status === 401 || (head.status === 403 && name !== 'sidecar')) {
    throw new GatewayError('upstream_refused', {
      part: name,
      detail: `${title}: HTTP ${head.status}.`,
      fix: `Set ${accessFix}.`,
    });
  }
  if (isSomethingElse(name, path, head)) {
    throw new GatewayError('upstream_other', {
      part: name,
      detail: `${title}: What answers is something else, or not at this path (HTTP ${head.status}).`,
      fix: `Check ${urlVariable}: it is the address before /${name === 'loki' ? 'loki/api/v1' : 'api'}, without anything that asks people to log in on the way.`,
    });
  }
}

/** Refuses the text with which a port that speaks TLS answers a plain request. @throws GatewayError */
export function checkErrorText(name: UpstreamName, text: string): void {
  if (!text.includes(WANTS_TLS)) return;
  const { title, urlVariable } = UPSTREAMS[name];
  throw new GatewayError('upstream_down', {
    part: name,
    detail: `${title}: It speaks TLS only.`,
    fix: `Let the address in ${urlVariable} begin with https://.`,
  });
}
