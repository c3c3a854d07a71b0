import { describeConnectionFailure, type HealthPart } from '@botscope/conventions';
import { checkAnswer, checkErrorText } from '../check-answer.ts';
import { GatewayError } from '../gateway-error.ts';
import { UPSTREAMS, type UpstreamName } from '../upstream.ts';

/** A question that a working upstream answers with a 2xx. */
export interface Probe {
  readonly name: UpstreamName;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMillis: number;
}

/** What is wrong with an upstream, and what to do about it. */
export type Fault = Required<Pick<HealthPart, 'reason' | 'fix'>>;

/** What an upstream answered, or what is wrong with it. */
export type ProbeResult = { readonly answer: unknown } | { readonly fault: Fault };

const LONGEST_TEXT = 200;

/** What to do about an answer that says no in its own words. */
function toErrorFault(name: UpstreamName, status: number, text: string): Fault {
  const { urlVariable } = UPSTREAMS[name];
  const said = text.trim().slice(0, LONGEST_TEXT);
  return {
    reason: `HTTP ${status}${said === '' ? '.' : `: ${said}`}`,
    fix: `Look into its log, and check ${urlVariable}.`,
  };
}

async function ask({ name, url, headers, timeoutMillis }: Probe): Promise<Response> {
  try {
    return await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(timeoutMillis) });
  } catch (cause) {
    const { title, urlVariable } = UPSTREAMS[name];
    const { reason, fix } = describeConnectionFailure(cause, urlVariable);
    throw new GatewayError('upstream_down', { part: name, detail: `${title}: ${reason}`, fix, cause });
  }
}

async function readAnswer(probe: Probe): Promise<ProbeResult> {
  const response = await ask(probe);
  const contentType = response.headers.get('content-type') ?? undefined;
  checkAnswer(probe.name, new URL(probe.url).pathname, { status: response.status, contentType });
  const text = await response.text();
  if (response.ok) return { answer: JSON.parse(text) as unknown };
  checkErrorText(probe.name, text);
  return { fault: toErrorFault(probe.name, response.status, text) };
}

/** Asks an upstream: what it answered as JSON, or what is wrong. Never rejects. */
export async function probeUpstream(probe: Probe): Promise<ProbeResult> {
  try {
    return await readAnswer(probe);
  } catch (error) {
    const { title, urlVariable } = UPSTREAMS[probe.name];
    if (!(error instanceof GatewayError)) {
      return { fault: { reason: 'What answers is something else: it is no JSON.', fix: `Check ${urlVariable}.` } };
    }
    const { detail = error.message, fix } = error;
    // The part's name stands before it already.
    return { fault: { reason: detail.replace(`${title}: `, ''), fix } };
  }
}
