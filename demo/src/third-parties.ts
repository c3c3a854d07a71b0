import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import { findOrder } from './orders.ts';

/** The made-up companies that the demo bot calls. */
export interface ThirdParties {
  /** Base of the shop's and the payment provider's API. */
  readonly shopUrl: string;
  /** An address on which nothing listens: connections are refused. */
  readonly closedUrl: string;
  close(): Promise<void>;
}

/** How the companies behave. */
export interface ThirdPartyOptions {
  /** How long the shop thinks about its slow order; 1900 by default. */
  readonly slowMillis?: number;
  readonly nowMillis?: () => number;
}

const SLOW_ORDER = '7007';
const SLOW_MILLIS = 1900;
const CURRENCIES = ['EUR', 'USD', 'GBP'];

function addShop(app: FastifyInstance, { slowMillis = SLOW_MILLIS, nowMillis = Date.now }: ThirdPartyOptions): void {
  app.get<{ Params: { id: string } }>('/v1/orders/:id', async ({ params: { id } }, reply) => {
    if (id === SLOW_ORDER) await delay(slowMillis);
    return findOrder(id, nowMillis()) ?? reply.code(404).send({ error: `no order ${id}` });
  });
}

function addPayments(app: FastifyInstance): void {
  app.post<{ Body: { order?: string; amount?: number; currency?: string } }>('/v1/refunds', async (request, reply) => {
    const { order, amount, currency = '' } = request.body ?? {};
    if (!CURRENCIES.includes(currency)) return reply.code(500).send({ error: 'unknown currency', currency });
    return reply.code(201).send({ id: `r-${order}`, amount, currency, state: 'accepted' });
  });
}

/** A port that was free a moment ago and that nobody listens on. */
async function findClosedPort(): Promise<number> {
  const probe = Fastify();
  await probe.listen({ host: '127.0.0.1', port: 0 });
  const { port } = probe.server.address() as AddressInfo;
  await probe.close();
  return port;
}

/** Starts the made-up companies on a free port of loopback. */
export async function startThirdParties(options: ThirdPartyOptions = {}): Promise<ThirdParties> {
  const app = Fastify();
  addShop(app, options);
  addPayments(app);
  const shopUrl = await app.listen({ host: '127.0.0.1', port: 0 });
  return { shopUrl, closedUrl: `http://127.0.0.1:${await findClosedPort()}`, close: () => app.close() };
}
