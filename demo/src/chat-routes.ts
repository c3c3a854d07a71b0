import { buildPageUrl } from '@botscope/conventions';
import type { FastifyInstance } from 'fastify';
import { answerMessage } from './bot/bot.ts';
import { toReply, type Reply } from './bot/reply.ts';
import { createSession, type Session } from './bot/session.ts';
import type { DemoServerOptions } from './server-options.ts';

const MAX_SESSIONS = 1000;
const LONGEST_MESSAGE = 2000;

function openSession(sessions: Map<string, Session>, uid: unknown): Session {
  const known = typeof uid === 'string' ? sessions.get(uid) : undefined;
  if (known) return known;
  const session = createSession('web', { id: 'web-visitor', name: 'Mia Lang' });
  sessions.set(session.uid, session);
  const [oldest] = sessions.keys();
  if (sessions.size > MAX_SESSIONS && oldest !== undefined) sessions.delete(oldest);
  return session;
}

/**
 * Endpoints of the chat page: `GET /api/greeting?uid=`, `POST /api/messages` {uid, text}, and `GET /api/later?uid=`, which
 * gives once what the bot has said since, unasked.
 */
export function addChatRoutes(app: FastifyInstance, options: DemoServerOptions): void {
  const { telemetry, context, publicUrl, bot } = options;
  const sessions = new Map<string, Session>();
  const toAnswer = (session: Session, reply: Reply) => {
    const address = { bot: bot.id, env: bot.environment, uid: session.uid };
    return {
      ...reply,
      uid: session.uid,
      consoleUrl: buildPageUrl(publicUrl, 'live', address),
      conversationUrl: buildPageUrl(publicUrl, 'conversation', address),
    };
  };

  app.get<{ Querystring: { uid?: unknown } }>('/api/greeting', (request) => {
    const { text, buttons } = context.readContent().card;
    const titles = buttons.map((button) => button.title);
    return toAnswer(openSession(sessions, request.query.uid), toReply(text, titles));
  });

  app.get<{ Querystring: { uid?: unknown } }>('/api/later', (request) => {
    const { uid } = request.query;
    const session = typeof uid === 'string' ? sessions.get(uid) : undefined;
    return { messages: session?.later.splice(0) ?? [] };
  });

  app.post<{ Body: { uid?: unknown; text?: unknown } | null }>('/api/messages', async (request, reply) => {
    const { uid, text } = request.body ?? {};
    if (typeof text !== 'string' || text.trim() === '' || text.length > LONGEST_MESSAGE) {
      return reply.code(400).send({ message: `"text" must be a message of 1 to ${LONGEST_MESSAGE} characters.` });
    }
    const session = openSession(sessions, uid);
    const answer = await answerMessage(telemetry, session, text, context);
    if (answer.reply.ended) sessions.delete(session.uid);
    return reply.headers(answer.responseHeaders).send(toAnswer(session, answer.reply));
  });
}
