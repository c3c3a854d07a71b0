import type { Flow } from '@botscope/instrumentation';
import type { FlowContext } from './flow-context.ts';
import type { FlowRun } from './flow-run.ts';
import { toReply, type Reply } from './reply.ts';

interface Cart {
  readonly id: string;
  readonly items: readonly { readonly sku: string; readonly count: number; readonly price: number }[];
}

interface Voucher {
  readonly code: string;
  readonly state: string;
  readonly total: number | null;
}

const TOTAL_SOURCE = `return cart.items.reduce((sum, item) => sum + item.count * item.price, 0);`;
const VOUCHER_SOURCE = `// The shop has computed the new total.
return voucher.total;`;

async function ask<Answer>(flow: Flow, id: string, name: string, path: string, context: FlowContext): Promise<Answer> {
  return flow.step({ id, name, type: 'api', input: { path } }, async (step) => {
    const response = await step.fetch(context.shopUrl + path, { integration: 'json_api_node' });
    return (await response.json()) as Answer;
  });
}

function computeTotal(flow: Flow, cart: Cart): number {
  return flow.script(
    { id: 'n32', name: 'Compute total', input: { items: cart.items }, source: TOTAL_SOURCE },
    (script) => {
      const total = cart.items.reduce((sum, item) => sum + item.count * item.price, 0);
      script.variables.assign({ 'cart.id': cart.id, 'cart.items': cart.items, 'cart.total': total });
      return total;
    },
  );
}

function decide(flow: Flow, id: string, name: string, input: object, next: string, isYes: boolean): void {
  flow.step({ id, name, type: 'condition', input }, (step) => {
    step.setNext(next);
    return isYes ? 'yes' : 'no';
  });
}

/** A voucher that has expired has no total: what the script sets is null, as it comes. */
async function applyVoucher(flow: Flow, code: string, context: FlowContext): Promise<number | null> {
  const voucher = await ask<Voucher>(flow, 'n35', 'Look up voucher', `/v1/vouchers/${code}`, context);
  return flow.script({ id: 'n36', name: 'Apply voucher', input: { voucher }, source: VOUCHER_SOURCE }, (script) => {
    script.variables.set('cart.total', voucher.total);
    return voucher.total;
  });
}

function pay(flow: Flow, amount: number | null, context: FlowContext): Promise<{ id: string }> {
  return flow.step({ id: 'n37', name: 'Create payment', type: 'api', input: { amount } }, async (step) => {
    const response = await step.fetch(`${context.shopUrl}/v1/payments`, {
      method: 'POST',
      integration: 'json_api_node',
      headers: { 'content-type': 'application/json', authorization: 'Bearer demo-payment-token-0815' },
      body: JSON.stringify({ amount, currency: 'EUR' }),
    });
    const answer = (await response.json()) as { id: string; error?: string };
    if (!response.ok) throw new Error(`The payment API answered ${response.status}: ${answer.error}`);
    step.variables.set('payment.id', answer.id);
    return { id: answer.id };
  });
}

/** Flow "Checkout": adds the cart up, takes a voucher off, pays. */
export async function runCheckoutFlow({ flow, intent: { voucher }, context }: FlowRun): Promise<Reply> {
  const cart = await ask<Cart>(flow, 'n31', 'Load cart', '/v1/carts/current', context);
  const total = computeTotal(flow, cart);
  decide(flow, 'n33', 'Anything in it?', { count: cart.items.length }, 'n34', true);
  decide(flow, 'n34', 'Voucher given?', { voucher: voucher ?? null }, voucher ? 'n35' : 'n37', voucher !== undefined);
  const amount = voucher === undefined ? total : await applyVoucher(flow, voucher, context);
  const payment = await pay(flow, amount, context);
  return flow.step({ id: 'n38', name: 'Confirm payment', type: 'message' }, () =>
    toReply(`Paid ${amount?.toFixed(2)} EUR, payment ${payment.id}.`, ['Thanks, bye']),
  );
}
