import type { Flow } from '@botscope/instrumentation';
import type { Order } from '../orders.ts';
import { askForApproval, isOverLimit } from './approval.ts';
import { waitForBank } from './bank-wait.ts';
import type { FlowContext } from './flow-context.ts';
import type { FlowRun } from './flow-run.ts';
import { askForOrder, loadOrder, tellUnknownOrder } from './load-order.ts';
import { toReply, type Reply } from './reply.ts';

interface Refund {
  readonly id: string;
  readonly state: string;
}

const AMOUNT_SOURCE = `const shippedOn = order.shippedAt.slice(0, 10);
const days = (Date.now() - Date.parse(shippedOn)) / 86_400_000;
return days > 14 ? order.total - 5 : order.total;`;

function computeAmount(flow: Flow, order: Order): number {
  return flow.script(
    { id: 'n14', name: 'Compute refund', input: { total: order.total }, source: AMOUNT_SOURCE },
    (script) => {
      script.console.log(`order ${order.id}, total ${order.total} ${order.currency}`);
      // An order that is not shipped yet has no date: the script breaks on it, as real ones do.
      const shippedOn = (order.shippedAt as string).slice(0, 10);
      const days = (Date.now() - Date.parse(shippedOn)) / 86_400_000;
      const amount = days > 14 ? order.total - 5 : order.total;
      script.variables.set('refund.amount', amount);
      return amount;
    },
  );
}

function createRefund(flow: Flow, order: Order, amount: number, context: FlowContext): Promise<Refund> {
  const { url, method } = context.readContent().webhook;
  return flow.step(
    { id: 'n15', name: 'Create refund', type: 'api', input: { order: order.id, amount, currency: order.currency } },
    async (step) => {
      step.variables.set('refund.id', null);
      const target = new URL(url, context.shopUrl);
      const response = await step.fetch(target.href, {
        method,
        integration: 'json_api_node',
        urlTemplate: target.pathname,
        headers: { 'content-type': 'application/json', authorization: 'Bearer demo-payment-token-0815' },
        body: JSON.stringify({ order: order.id, amount, currency: order.currency }),
      });
      // Somebody may have pointed the webhook at a page.
      const answer = (await response.json().catch(() => ({}))) as { id?: string; state?: string; error?: string };
      if (!response.ok || answer.id === undefined)
        throw new Error(`The refund API answered ${response.status}: ${answer.error ?? 'no refund in its answer'}`);
      step.variables.set('refund.id', answer.id);
      return { id: answer.id, state: answer.state ?? 'accepted' };
    },
  );
}

/** Sends a text message; the flow goes on without it. */
function notify(flow: Flow, order: Order, context: FlowContext): Promise<boolean> {
  return flow.step({ id: 'n16', name: 'Notify customer', type: 'api', input: { order: order.id } }, async (step) => {
    if (order.id !== '3003') return true;
    try {
      await step.fetch(`${context.textMessageUrl}/messages`, {
        method: 'POST',
        integration: 'clickatell',
        body: '{"text":"Refund accepted"}',
      });
      return true;
    } catch {
      step.log({ label: 'Text message', level: 'warning', value: { sent: false, order: order.id } });
      return false;
    }
  });
}

/** Steps from the order to the refund; undefined when somebody has to approve it first. */
async function refundOrder(flow: Flow, order: Order, context: FlowContext) {
  const amount = computeAmount(flow, order);
  if (isOverLimit(flow, amount)) return undefined;
  return { amount, ...(await createRefund(flow, order, amount, context)) };
}

/** Flow "Refund": asks for the number, looks the order up, checks it, computes the amount, asks the payment provider. */
export async function runRefundFlow(run: FlowRun): Promise<Reply> {
  const { flow, intent, context } = run;
  if (intent.orderId === undefined)
    return toReply(askForOrder(flow, 'n11', 'I can refund that. Which order?'), ['1001', '3003', '8812', '2002']);
  const order = await loadOrder(flow, 'n12', intent.orderId, context);
  flow.step(
    { id: 'n13', name: 'Refund possible?', type: 'condition', input: { status: order?.status ?? null } },
    (step) => {
      step.setNext(order ? 'n14' : 'n18');
      return order ? 'yes' : 'no';
    },
  );
  if (order === undefined) return tellUnknownOrder(flow, 'n18', intent.orderId, ['Refund 1001', 'Refund 8812']);
  const refund = await refundOrder(flow, order, context);
  if (refund === undefined) return askForApproval(flow, order.id);
  if (refund.state === 'pending') return waitForBank(run, refund.id);
  const notified = await notify(flow, order, context);
  const { id, amount } = refund;
  return flow.step({ id: 'n17', name: 'Confirm refund', type: 'message' }, () =>
    toReply(
      `Refund ${id} of ${amount.toFixed(2)} ${order.currency} is on its way.${notified ? '' : ' I could not text you about it.'}`,
      ['Thanks, bye'],
    ),
  );
}
