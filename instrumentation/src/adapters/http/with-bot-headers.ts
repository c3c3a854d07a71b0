import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { attachBotHeaders, type BotExchange } from '../../web/bot-exchange.ts';

/** A listener that is told what the request says about a conversation. */
export type BotListener = (request: IncomingMessage, response: ServerResponse, exchange: BotExchange) => unknown;

/** A listener for `http.createServer`. */
export function withBotHeaders(listener: BotListener): RequestListener {
  return (request, response) => void listener(request, response, attachBotHeaders(request, response));
}
