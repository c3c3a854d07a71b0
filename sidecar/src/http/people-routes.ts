import { SIDECAR_ENDPOINTS, type BotscopeUser, type SidecarEndpoint } from '@botscope/conventions';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { SidecarError } from '../sidecar-error.ts';
import { toSidecarError } from './to-sidecar-error.ts';
import { FileAnswer } from './file-answer.ts';
import { identifyPerson } from './identify-person.ts';

/** A person's request, checked. */
export interface PersonRequest {
  readonly user: BotscopeUser;
  /** As the endpoint's schema has it. */
  readonly body: unknown;
  readonly query: Readonly<Record<string, string | undefined>>;
}

/** Answers of the endpoints for people, by `METHOD path`. */
export type PeopleHandlers = Readonly<Record<string, (request: PersonRequest) => unknown>>;

/** What the endpoints for people work with. */
export interface PeopleRoutesOptions {
  readonly internalSecret: string;
  readonly handlers: PeopleHandlers;
  /** What is wrong with a body in words of its own, in place of its schema's, by `METHOD path`. */
  readonly checks?: Readonly<Record<string, (body: unknown) => readonly string[]>>;
  readonly onError: (error: unknown) => void;
}

const MAX_BODY_BYTES = 256 * 1024;

/** A parameter may come once; a list of them is no text. */
function toQuery(query: unknown): PersonRequest['query'] {
  const entries = Object.entries(query as Record<string, unknown>);
  return Object.fromEntries(entries.map(([name, value]) => [name, typeof value === 'string' ? value : undefined]));
}

function findHandler(handlers: PeopleHandlers, { method, path }: SidecarEndpoint): PeopleHandlers[string] {
  const handler = handlers[`${method} ${path}`];
  if (handler === undefined) throw new Error(`the contract has ${method} ${path}, but nothing answers it`);
  return handler;
}

function checkBody(body: unknown, list: ((body: unknown) => readonly string[]) | undefined): void {
  const problems = list?.(body) ?? [];
  if (problems.length > 0) throw new SidecarError('body_invalid', problems.join(' '));
}

function sendFile(reply: FastifyReply, { contentType, fileName, body }: FileAnswer): FastifyReply {
  reply.headers({ 'content-type': contentType, 'content-disposition': `attachment; filename="${fileName}"` });
  return reply.send(body);
}

/** Serves every endpoint of the contract at `/v1/<path>`, to the gateway only. */
export function registerPeopleRoutes(app: FastifyInstance, options: PeopleRoutesOptions): void {
  app.removeContentTypeParser('text/plain');
  app.decorateRequest('person', null);
  app.setErrorHandler((error, _request, reply) => {
    const known = toSidecarError(error);
    if (known.statusCode >= 500) options.onError(error);
    return reply.code(known.statusCode).send(known.toBody());
  });
  for (const endpoint of SIDECAR_ENDPOINTS) {
    const handler = findHandler(options.handlers, endpoint);
    app.route({
      method: endpoint.method,
      url: `/v1/${endpoint.path}`,
      bodyLimit: MAX_BODY_BYTES,
      ...(endpoint.body ? { schema: { body: endpoint.body } } : {}),
      onRequest: async (request) => {
        request.setDecorator('person', identifyPerson(request, options.internalSecret));
      },
      preValidation: async ({ body }) => checkBody(body, options.checks?.[`${endpoint.method} ${endpoint.path}`]),
      handler: async (request, reply) => {
        const { body, query } = request;
        const answer = await handler({ user: request.getDecorator('person'), body, query: toQuery(query) });
        return answer instanceof FileAnswer ? sendFile(reply, answer) : answer;
      },
    });
  }
}
