import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';

/** An order as the shop's API answers it. */
export interface Order {
  readonly id: string;
  readonly status: 'shipped' | 'delivered' | 'processing';
  readonly total: number;
  readonly currency: string;
  readonly carrier: string;
  readonly shippedAt: string | null;
}

/** The made-up companies that the demo bot calls. */
export interface ThirdParties {
  /** Base of the shop's and the payment provider's API. */
  readonly shopUrl: string;
  /** An address on which nothing listens: connections are refused. */
  readonly closedUrl: string;
  close(): Promise<void>;
}

const ORDERS: readonly Order[] = [
  { id: '1001', status: 'shipped', total: 49.9, currency: 'EUR', carrier: 'Parcel Post', shippedAt: '2026-11-18' },
  { id: '2002', status: 'processing', total: 18, currency: 'EUR', carrier: 'Parcel Post', shippedAt: null },
  { id: '3003', status: 'delivered', total: 120, currency: 'EUR', carrier: 'Quick Freight', shippedAt: '2026-11-12' },
  { id: '7007', status: 'shipped', total: 75.5, currency: 'EUR', carrier: 'Slow Boats', shippedAt: '2026-11-02' },
  // Its currency code is wrong, which only the payment provider notices.
  { id: '8812', status: 'delivered', total: 212.4, currency: 'EUX', carrier: 'Quick Freight', shippedAt: '2026-11-10' },
];
const SLOW_ORDER = '7007';
const SLOW_MILLIS = 1900;
const CURRENCIES = ['EUR', 'USD', 'GBP'];

function addShop(app: FastifyInstance): void {
  app.get<{ Params: { id: string } }>('/v1/orders/:id', async (request, reply) => {
    const order = ORDERS.find((o) => o.id === request.params.id);
    if (request.params.id === SLOW_ORDER) await delay(SLOW_MILLIS);
    return order ?? reply.code(404).send({ error: `no order ${request.params.id}` });
  });
}

function addPayments(app: FastifyInstance): void {
  app.post<{ Body: { order: string; amount: number; currency: string } }>('/v1/refunds', async (request, reply) => {
    const { order, amount, currency } = request.body;
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
export async function startThirdParties(): Promise<ThirdParties> {
  const app = Fastify();
  addShop(app);
  addPayments(app);
  const shopUrl = await app.listen({ host: '127.0.0.1', port: 0 });
  return { shopUrl, closedUrl: `http://127.0.0.1:${await findClosedPort()}`, close: () => app.close() };
}
