import { attachBotHeaders } from '../../web/bot-exchange.ts';
import { toPlugin } from './to-plugin.ts';

/** Makes `botOf(request)` known to all routes. */
export const botHeaders = toPlugin((fastify) => {
  fastify.addHook('onRequest', (request, reply, done) => {
    attachBotHeaders(request.raw, reply.raw);
    done();
  });
});
