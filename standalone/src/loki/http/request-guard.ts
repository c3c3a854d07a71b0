import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { carriesToken, isKnownHost, isOwnOrigin } from '../../http/client-checks.ts';

/**
 * Refuses requests for a host name that is neither a loopback name nor allowed: such a request comes from a page of
 * somebody else whose name points to this machine.
 */
export function guardHost(app: FastifyInstance, allowedHosts: readonly string[]): void {
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    if (isKnownHost(request.headers.host, allowedHosts)) return undefined;
    return answerText(
      reply,
      403,
      `this server does not answer for the host "${request.headers.host ?? ''}"; use 127.0.0.1 or a host that its configuration allows`,
    );
  });
}

/**
 * Refuses requests that a web page of somebody else makes: nobody but programs asks here, and a page's question would
 * cost time, or store something, even where the page cannot read the answer.
 */
export function guardOrigin(app: FastifyInstance): void {
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    const { origin, host } = request.headers;
    if (origin === undefined || isOwnOrigin(origin, host)) return undefined;
    return answerText(reply, 403, `requests of pages from "${origin}" are refused: drop the Origin header`);
  });
}

/** Refuses requests without `Authorization: Bearer <token>`, where a token is set. */
export function guardToken(scope: FastifyInstance, token: string | undefined): void {
  if (token === undefined) return;
  scope.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    if (carriesToken(request.headers.authorization, token)) return undefined;
    return answerText(reply, 401, 'this server needs the read token: Authorization: Bearer <token>');
  });
}

/** Answers with plain text. */
export function answerText(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply.code(status).type('text/plain; charset=utf-8').send(text);
}
