import type { ConversationFixture, FixtureCall } from '@botscope/records';

const PLACEHOLDER = /\[redacted:[^\]]*\]|%5Bredacted(?::|%3A)[^\]]*?%5D/gi;
/** What `fetch` says where it got no answer, by `error.type`. */
const CODES: Readonly<Record<string, string>> = {
  dns: 'ENOTFOUND',
  refused: 'ECONNREFUSED',
  reset: 'ECONNRESET',
  tls: 'CERT_HAS_EXPIRED',
};
const BODYLESS = new Set([204, 205, 304]);

/**
 * A `fetch` that gives the fixture's answers again: equal calls get their answers in the order of the fixture. What is a
 * placeholder in a recorded address stands for anything. A call that the fixture does not have is rejected with an error
 * that names it.
 */
export function createFixtureFetch(fixture: ConversationFixture): typeof fetch {
  const waiting = fixture.turns.flatMap(({ calls }) => calls);
  return (input, init) => {
    const request = new Request(input, init);
    const place = waiting.findIndex((call) => call.method === request.method && matchesAddress(call.url, request.url));
    const [call] = place === -1 ? [] : waiting.splice(place, 1);
    if (call === undefined) return Promise.reject(new Error(`${request.method} ${request.url} is not in the fixture.`));
    return call.response === undefined ? Promise.reject(toFailure(call)) : Promise.resolve(toResponse(call.response));
  };
}

function matchesAddress(recorded: string, url: string): boolean {
  const [first = '', ...rest] = recorded.split(PLACEHOLDER);
  if (rest.length === 0) return URL.parse(recorded)?.href === url;
  let place = url.startsWith(first) ? first.length : -1;
  for (const part of rest) {
    place = place === -1 ? -1 : url.indexOf(part, place);
    if (place !== -1) place += part.length;
  }
  return place !== -1 && url.endsWith(rest.at(-1) ?? '');
}

function toResponse({ status, headers, body }: NonNullable<FixtureCall['response']>): Response {
  return new Response(BODYLESS.has(status) ? null : (body ?? ''), { status, headers });
}

function toFailure({ errorType = 'refused' }: FixtureCall): Error {
  if (errorType === 'timeout') return new DOMException('The fixture has no answer in time.', 'TimeoutError');
  if (errorType === 'aborted') return new DOMException('Aborted, as in the fixture.', 'AbortError');
  const cause = Object.assign(new Error(`as in the fixture: ${errorType}`), { code: CODES[errorType] ?? 'ECONNRESET' });
  return new TypeError('fetch failed', { cause });
}
