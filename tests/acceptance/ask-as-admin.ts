import { readSessionCookie, sendRaw } from '../browser/send-raw.ts';

/** A flag of the tests here. */
export const FLAG = { bot: 'marked', environment: 'sandbox', conversation: 'c-1' };

/** Asks the sidecar as a page does for an Admin: through the workbench and the gateway. */
export async function askSidecar(
  uiUrl: string,
  method: string,
  path: string,
  body?: object,
): Promise<{ readonly status: number; readonly text: string }> {
  const cookie = await readSessionCookie(uiUrl, 'Admin');
  return sendRaw(uiUrl, `/api/plugin-proxy/botscope-logs-app/sidecar/${path}`, {
    method,
    headers: { cookie, origin: uiUrl, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** What the sidecar answers to a read. @throws Error when it does not. */
export async function readSidecar(uiUrl: string, path: string): Promise<unknown> {
  const { status, text } = await askSidecar(uiUrl, 'GET', path);
  if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
  return JSON.parse(text);
}
