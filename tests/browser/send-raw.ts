import { request as startRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import type { Role } from '@botscope/conventions';

/** An answer, read to its end. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends a path exactly as it is written; browsers and `fetch` would resolve dot segments first. */
export function sendRaw(
  baseUrl: string,
  path: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: OutgoingHttpHeaders; body?: string } = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(baseUrl);
  return new Promise((resolve, reject) => {
    const request = startRequest({ hostname, port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (text += chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Session cookie of the workbench's person with a role. */
export async function readSessionCookie(uiUrl: string, role: Role): Promise<string> {
  const headers = { origin: uiUrl, 'content-type': 'application/json' };
  const body = JSON.stringify({ user: role.toLowerCase() });
  const answer = await sendRaw(uiUrl, '/login', { method: 'POST', headers, body });
  return (answer.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
}
