import type { RequestHandler } from 'express';
import { attachBotHeaders } from '../../web/bot-exchange.ts';

/** Makes `botOf(request)` known to the routes after it. */
export function botHeaders(): RequestHandler {
  return (request, response, next) => {
    attachBotHeaders(request, response);
    next();
  };
}
