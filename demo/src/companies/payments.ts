import type { FastifyInstance } from 'fastify';

const CURRENCIES = ['EUR', 'USD', 'GBP'];
/** Refunds that a bank has to confirm. */
const BY_BANK = ['r-6006', 'r-6007'];
/** The bank's message about this one never leaves its queue. */
const LOST = 'r-6007';

interface RefundBody {
  readonly order?: string;
  readonly amount?: number;
  readonly currency?: string;
}

/** The payment provider's API: payments, refunds, and messages about refunds that a bank confirms `settleMillis` later. */
export function addPayments(app: FastifyInstance, settleMillis: number): void {
  const timers = new Set<NodeJS.Timeout>();
  app.addHook('onClose', () => timers.forEach((timer) => clearTimeout(timer)));

  app.post<{ Body: { amount?: unknown } | null }>('/v1/payments', (request, reply) => {
    const amount = request.body?.amount;
    if (typeof amount !== 'number')
      return reply.code(422).send({ error: `amount must be a number, not ${String(amount)}` });
    return reply.code(201).send({ id: 'p-310', amount, state: 'paid' });
  });
  app.post<{ Body: RefundBody | null }>('/v1/refunds', (request, reply) => {
    const { order, amount, currency = '' } = request.body ?? {};
    if (!CURRENCIES.includes(currency)) return reply.code(500).send({ error: 'unknown currency', currency });
    const id = `r-${order}`;
    return reply.code(201).send({ id, amount, currency, state: BY_BANK.includes(id) ? 'pending' : 'accepted' });
  });
  app.post<{ Params: { id: string }; Body: { url: string } }>('/v1/refunds/:id/notifications', (request, reply) => {
    const { id } = request.params;
    if (id !== LOST) timers.add(setTimeout(() => void notify(request.body.url, id), settleMillis));
    return reply.code(202).send({ refund: id, event: 'callbackStatus' });
  });
}

async function notify(url: string, refund: string): Promise<void> {
  const body = JSON.stringify({ event: 'callbackStatus', refund, status: 'paid', bank: 'First Savings' });
  // Whoever asked may be gone; the provider does not try twice.
  await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body }).catch(() => undefined);
}
