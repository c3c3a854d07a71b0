import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import { buildPageUrl } from '@botscope/conventions';
import type { BotTelemetry } from '@botscope/instrumentation';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { answerMessage, createSession, toConversation, type Session } from './bot/bot.ts';
import type { FlowContext } from './bot/flow-context.ts';
import { toReply, type Reply } from './bot/reply.ts';
import { CARD_ID, ContentError, WEBHOOK_ID, type ContentStore } from './content.ts';
import { findEditableEntity, saveEntity } from './editing.ts';

/** What the demo's web server needs. */
export interface DemoServerOptions {
  readonly telemetry: BotTelemetry;
  readonly context: FlowContext;
  readonly content: ContentStore;
  /** Base of links into Botscope's pages. */
  readonly publicUrl: string;
  readonly bot: { readonly id: string; readonly environment: string };
  /** Host that the server is bound to, accepted in the Host header beside loopback names. */
  readonly host: string;
}

const MAX_SESSIONS = 1000;
const LONGEST_MESSAGE = 2000;

/** The demo's web server: chat, admin page and their endpoints. */
export function createDemoServer(options: DemoServerOptions): FastifyInstance {
  const app = Fastify({ bodyLimit: 64 * 1024 });
  app.addHook('onRequest', (request, reply, done) => refuseForeignRequests(request, reply, options.host, done));
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) =>
    reply
      .code(404)
      .send({ message: `There is no ${request.url} here. The chat is at /, the admin page at /admin.html.` }),
  );
  void app.register(fastifyStatic, { root: fileURLToPath(new URL('../public', import.meta.url)) });
  addChat(app, options);
  addAdmin(app, options);
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
  const refused = error instanceof ContentError;
  const status = refused ? 400 : (error.statusCode ?? 500);
  reply.code(status).send({ message: status < 500 ? error.message : `Not done: ${error.message}` });
}

function openSession(sessions: Map<string, Session>, uid: unknown): Session {
  const known = typeof uid === 'string' ? sessions.get(uid) : undefined;
  if (known) return known;
  const session = createSession('web', { id: 'web-visitor', name: 'Mia Lang' });
  sessions.set(session.uid, session);
  const [oldest] = sessions.keys();
  if (sessions.size > MAX_SESSIONS && oldest !== undefined) sessions.delete(oldest);
  return session;
}

function addChat(app: FastifyInstance, { telemetry, context, publicUrl, bot }: DemoServerOptions): void {
  const sessions = new Map<string, Session>();
  const answer = (session: Session, reply: Reply) => ({
    ...reply,
    uid: session.uid,
    conversationUrl: buildPageUrl(publicUrl, 'conversation', { bot: bot.id, env: bot.environment, uid: session.uid }),
  });

  app.get<{ Querystring: { uid?: string } }>('/api/greeting', (request) => {
    const { card } = context.readContent();
    return answer(
      openSession(sessions, request.query.uid),
      toReply(
        card.text,
        card.buttons.map((button) => button.title),
      ),
    );
  });

  app.post<{ Body: { uid?: unknown; text?: unknown } }>('/api/messages', async (request, reply) => {
    const { uid, text } = request.body ?? {};
    if (typeof text !== 'string' || text.trim() === '' || text.length > LONGEST_MESSAGE) {
      return reply.code(400).send({ message: `"text" must be a message of 1 to ${LONGEST_MESSAGE} characters.` });
    }
    const session = openSession(sessions, uid);
    const said = await answerMessage(telemetry, session, text, context);
    if (said.ended) sessions.delete(session.uid);
    return reply.headers(toConversation(telemetry, session).responseHeaders()).send(answer(session, said));
  });
}

function addAdmin(app: FastifyInstance, { telemetry, content, publicUrl }: DemoServerOptions): void {
  app.get('/api/content', () => {
    const { card, webhook } = content.read();
    return {
      auditUrl: buildPageUrl(publicUrl, 'audit'),
      entities: {
        [`card/${CARD_ID}`]: {
          title: card.title,
          text: card.text,
          buttons: card.buttons.map((b) => b.title).join('\n'),
        },
        [`webhook/${WEBHOOK_ID}`]: { url: webhook.url },
      },
    };
  });

  app.put<{ Params: { type: string; id: string }; Body: Record<string, unknown> }>(
    '/api/content/:type/:id',
    async (request, reply) => {
      const { type, id } = request.params;
      const entity = findEditableEntity(type, id);
      if (!entity) return reply.code(404).send({ message: `There is no ${type} ${id} to edit.` });
      await saveEntity(entity, request.body, content, telemetry);
      return { message: 'Saved, and recorded in the audit log.' };
    },
  );
}
