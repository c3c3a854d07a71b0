import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A call of the Bot API as it arrived. */
export interface BotApiRequest {
  readonly method: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** A real HTTP server in place of Telegram's: gives updates to a bot that polls, and remembers what the bot calls. */
export class TestTelegram {
  readonly requests: BotApiRequest[] = [];
  /** Given to the next `getUpdates`. */
  updates: readonly object[] = [];
  /** Methods that are refused, with the answer's description. */
  readonly refused = new Map<string, string>();
  private readonly server = http.createServer((request, response) => void this.serve(request, response));
  private waiting: (() => void)[] = [];

  /** Listens until the test ends. */
  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    onTestFinished(async () => {
      this.server.closeAllConnections();
      await new Promise((resolve) => this.server.close(resolve));
    });
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Resolves when the bot has called a method. */
  async until(method: string): Promise<void> {
    while (!this.requests.some((request) => request.method === method)) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  private async serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const method = request.url?.split('/').at(-1) ?? '';
    const text = Buffer.concat(chunks).toString();
    const isJson = request.headers['content-type']?.includes('json') ?? false;
    this.requests.push({ method, payload: isJson ? (JSON.parse(text) as Record<string, unknown>) : { text } });
    const description = this.refused.get(method);
    const ok = description === undefined;
    response.writeHead(ok ? 200 : 400, { 'content-type': 'application/json' });
    response.end(JSON.stringify(ok ? { ok, result: this.answer(method) } : { ok, error_code: 400, description }));
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  private answer(method: string): unknown {
    if (method === 'getMe') return { id: 1, is_bot: true, first_name: 'Support', username: 'support_bot' };
    if (method !== 'getUpdates') return { message_id: 9, date: 0, chat: { id: 7, type: 'private' } };
    const { updates } = this;
    this.updates = [];
    return updates;
  }
}

const CHAT = { id: 7, type: 'private', first_name: 'Ada' };
/** A person in Telegram. */
export const ADA = { id: 70, is_bot: false, first_name: 'Ada', last_name: 'Byron' };

/** An update with a text message of {@link ADA}. */
export function textUpdate(text: string, updateId = 1): object {
  const entities = text.startsWith('/') ? [{ type: 'bot_command', offset: 0, length: text.split(' ')[0]?.length }] : [];
  return {
    update_id: updateId,
    message: { message_id: 100 + updateId, date: 1_795_269_731, chat: CHAT, from: ADA, text, entities },
  };
}
