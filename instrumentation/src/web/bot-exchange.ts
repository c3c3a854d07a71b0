import type { IncomingMessage, ServerResponse } from 'node:http';
import { HEADER_BOT_UID } from '@botscope/conventions';
import { exposeHeaders } from './expose-headers.ts';
import { readBotUid, readTraceparent } from './read-bot-headers.ts';

/** What a request says about a conversation, and how its response will name one. */
export interface BotExchange {
  /**
   * UID that the client sent as `x-bot-uid`; undefined where there is none that is well-formed. Only its form is checked: that
   * this client may go on with that conversation is for the application to know.
   */
  readonly uid: string | undefined;
  /** The client's `traceparent`, where it is valid. Anybody may send any: it is never taken for a parent. */
  readonly traceparent: string | undefined;
  /**
   * Puts `x-bot-uid` and `traceparent` of a conversation or turn into the response at the moment when its headers are sent,
   * also where it is streamed, and lets browsers of other origins read them. The last one given counts.
   */
  answer(source: { responseHeaders(): Readonly<Record<string, string>> }): void;
}

const EXCHANGES = new WeakMap<object, BotExchange>();
const EXPOSED = [HEADER_BOT_UID, 'traceparent'];

/** Reads a request's headers and prepares its response; opens no conversation. The same exchange for the same request. */
export function attachBotHeaders(request: IncomingMessage, response: ServerResponse): BotExchange {
  const known = EXCHANGES.get(request);
  if (known !== undefined) return known;
  let source: Parameters<BotExchange['answer']>[0] | undefined;
  const exchange: BotExchange = {
    uid: readBotUid(request.headers),
    traceparent: readTraceparent(request.headers),
    answer: (given) => {
      source = given;
    },
  };
  const writeHead: (...args: never[]) => ServerResponse = response.writeHead.bind(response);
  response.writeHead = (...args: unknown[]) => {
    if (source !== undefined && !response.headersSent) setHeaders(response, source.responseHeaders(), args);
    return writeHead(...(args as never[]));
  };
  EXCHANGES.set(request, exchange);
  return exchange;
}

/** The exchange of a request of node:http, Express or Fastify. Throws where the middleware did not see the request. */
export function botOf(request: object): BotExchange {
  const { raw } = request as { readonly raw?: object };
  const exchange = EXCHANGES.get(raw ?? request);
  if (exchange === undefined) {
    throw new Error(
      'This request has not passed botHeaders(): put that middleware before the route that asks for botOf(request).',
    );
  }
  return exchange;
}

function setHeaders(response: ServerResponse, headers: Readonly<Record<string, string>>, args: unknown[]): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  exposeHeaders(response, EXPOSED, args);
}
