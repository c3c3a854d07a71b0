import { describe, expect, it, onTestFinished } from 'vitest';
import { startThirdParties } from './third-parties.ts';

async function start() {
  const companies = await startThirdParties({ slowMillis: 60, nowMillis: () => Date.parse('2030-03-02T12:00:00Z') });
  onTestFinished(() => companies.close());
  return companies;
}

function postRefund(shopUrl: string, body?: object): Promise<Response> {
  if (body === undefined) return fetch(`${shopUrl}/v1/refunds`, { method: 'POST' });
  const headers = { 'content-type': 'application/json' };
  return fetch(`${shopUrl}/v1/refunds`, { method: 'POST', headers, body: JSON.stringify(body) });
}

describe('startThirdParties', () => {
  it('starts a shop that knows some orders', async () => {
    const { shopUrl } = await start();
    const response = await fetch(`${shopUrl}/v1/orders/3003`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      id: '3003',
      status: 'delivered',
      total: 120,
      currency: 'EUR',
      carrier: 'Quick Freight',
      shippedAt: '2030-02-21',
    });
  });

  it('answers 404 for an order that the shop does not know', async () => {
    const { shopUrl } = await start();
    const response = await fetch(`${shopUrl}/v1/orders/4040`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ error: 'no order 4040' });
  });

  it('lets one order wait', async () => {
    const { shopUrl } = await start();
    const startedAt = performance.now();
    expect((await fetch(`${shopUrl}/v1/orders/7007`)).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThan(55);
  });

  it('starts a payment provider that accepts refunds in currencies that it knows', async () => {
    const { shopUrl } = await start();
    const accepted = await postRefund(shopUrl, { order: '1001', amount: 49.9, currency: 'EUR' });
    expect(accepted.status).toBe(201);
    expect(await accepted.json()).toEqual({ id: 'r-1001', amount: 49.9, currency: 'EUR', state: 'accepted' });
  });

  it('answers 500 for a refund in any other currency, or in none', async () => {
    const { shopUrl } = await start();
    const failed = await postRefund(shopUrl, { order: '8812', amount: 212.4, currency: 'EUX' });
    expect([failed.status, await failed.json()]).toEqual([500, { error: 'unknown currency', currency: 'EUX' }]);
    const empty = await postRefund(shopUrl);
    expect([empty.status, await empty.json()]).toEqual([500, { error: 'unknown currency', currency: '' }]);
  });

  it('names an address that refuses connections', async () => {
    const { closedUrl } = await start();
    await expect(fetch(closedUrl)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  });
});
