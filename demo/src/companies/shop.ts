import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { findOrder } from '../orders.ts';

/** How the shop behaves. */
export interface ShopOptions {
  /** How long it thinks about its slow order. */
  readonly slowMillis: number;
  readonly nowMillis: () => number;
}

const SLOW_ORDER = '7007';
const SILENT_ORDER = '9009';
const CART = {
  id: 'c-310',
  items: [
    { sku: 'mug-blue', count: 2, price: 12.5 },
    { sku: 'tea-green', count: 4, price: 10.85 },
  ],
};

/** The shop's API: orders, the visitor's cart, vouchers. */
export function addShop(app: FastifyInstance, { slowMillis, nowMillis }: ShopOptions): void {
  app.get<{ Params: { id: string } }>('/v1/orders/:id', async ({ params: { id } }, reply) => {
    if (id === SILENT_ORDER) return reply.hijack();
    if (id === SLOW_ORDER) await delay(slowMillis);
    return findOrder(id, nowMillis()) ?? reply.code(404).send({ error: `no order ${id}` });
  });
  app.get('/v1/carts/current', () => CART);
  // Every voucher has expired, which the shop tells by a total that is null.
  app.get<{ Params: { code: string } }>('/v1/vouchers/:code', ({ params: { code } }) => ({
    code,
    state: 'expired',
    total: null,
  }));
}
