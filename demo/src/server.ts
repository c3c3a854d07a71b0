import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { addAdminRoutes } from './admin-routes.ts';
import { addChatRoutes } from './chat-routes.ts';
import { ContentError } from './narrow-form.ts';
import type { DemoServerOptions } from './server-options.ts';

const MAX_BODY_BYTES = 64 * 1024;
const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
};

/** The demo's web server: chat, admin page and their endpoints. */
export function createDemoServer(options: DemoServerOptions): FastifyInstance {
  const app = Fastify({ bodyLimit: MAX_BODY_BYTES });
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(SECURITY_HEADERS);
    refuseForeignRequests(request, reply, options.host, done);
  });
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) =>
    reply
      .code(404)
      .send({ message: `There is no ${request.url} here. The chat is at /, the admin page at /admin.html.` }),
  );
  void app.register(fastifyStatic, { root: fileURLToPath(new URL('../public', import.meta.url)) });
  addChatRoutes(app, options);
  addAdminRoutes(app, options);
  return app;
}

/** Only pages of this server may talk to it: another site's request names a foreign Host or Origin. */
function refuseForeignRequests(request: FastifyRequest, reply: FastifyReply, host: string, done: () => void): void {
  const accepted = ['127.0.0.1', 'localhost', '[::1]', host];
  const origin = request.headers.origin;
  if (!accepted.includes(request.hostname) || (origin !== undefined && URL.parse(origin)?.host !== request.host)) {
    reply.code(403).send({ message: 'This server answers only requests of its own pages.' });
    return;
  }
  done();
}

function answerError(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  const status = error instanceof ContentError ? 400 : (error.statusCode ?? 500);
  reply.code(status).send({ message: status < 500 ? error.message : `Not done: ${error.message}` });
}
