/**
 * A builder's server made with Express: log-ins, refusals and changes are audited, the bot's answers name their conversation.
 *
 *   PORT=8080 node examples/express-audit.ts
 */
import { auditRepository } from '@botscope/instrumentation';
import { auditActor, auditDenials, botHeaders, botOf, createAccessAudit } from '@botscope/instrumentation/express';
import { startBotTelemetry } from '@botscope/instrumentation/node';
import express, { type Request } from 'express';
import type { AddressInfo } from 'node:net';

interface Card {
  readonly id: string;
  readonly name: string;
}
const USERS = new Map([['anna', { id: '7', name: 'Anna', password: 'open sesame', isEditor: true }]]);
const sessions = new Map<string, string>();
const cardsById = new Map<string, Card>();

const telemetry = startBotTelemetry({
  serviceName: 'builder',
  environment: 'sandbox',
  bot: { id: '42', name: 'Support' },
});
const { audit } = telemetry;
const access = createAccessAudit({ audit, trustedProxies: 0 });
const cards = auditRepository(
  {
    findById: async (id: string) => cardsById.get(id),
    save: async (card: Card) => void cardsById.set(card.id, card),
    delete: async (id: string) => cardsById.delete(id),
  },
  { audit, entityType: 'card', read: (id) => cardsById.get(String(id)) },
);
const toUser = (request: Request) => USERS.get(sessions.get(request.get('x-session') ?? '') ?? '');

const app = express();
app.use(express.json(), botHeaders());
app.use(auditActor({ audit, toActor: (request) => toUser(request) && { id: toUser(request)?.id ?? '' } }));
app.use(auditDenials({ access }));

app.post('/login', async (request, response) => {
  const { login, password } = request.body as { readonly login: string; readonly password: string };
  const user = USERS.get(login);
  if (user?.password !== password) {
    await access.loginRefused(request, { login, reason: 'wrong_password', method: 'password' });
    response.status(401).json({ error: 'Name or password is wrong.' });
    return;
  }
  await access.loggedIn(request, { actor: { id: user.id, name: user.name }, method: 'password' });
  const session = crypto.randomUUID();
  sessions.set(session, login);
  response.json({ session });
});
app.put('/cards/:id', async (request, response) => {
  if (toUser(request)?.isEditor !== true) {
    response.status(403).json({ error: 'You may not change cards.' });
    return;
  }
  await cards.save({ id: request.params.id, name: (request.body as Card).name });
  response.status(204).end();
});
app.post('/chat', async (request, response) => {
  const { uid } = botOf(request);
  const conversation = telemetry.conversation({ channel: 'web', ...(uid === undefined ? {} : { uid }) });
  botOf(request).answer(conversation);
  const { text } = request.body as { readonly text: string };
  response.json({ reply: conversation.turn({ input: text }, () => `You said: ${text}`) });
});

const server = app.listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1', () =>
  console.log(`express-audit listens on ${(server.address() as AddressInfo).port}`),
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
    void access.flush().then(() => telemetry.shutdown());
  });
}
