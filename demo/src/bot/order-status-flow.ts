import type { Flow } from '@botscope/instrumentation';
import { toDate, type Order } from '../orders.ts';
import type { FlowRun } from './flow-run.ts';
import { askForOrder, loadOrder, tellUnknownOrder } from './load-order.ts';
import { toReply, type Reply } from './reply.ts';

const ESTIMATE_SOURCE = `const days = order.carrier === 'Slow Boats' ? 30 : 5;
const shipped = new Date(order.shippedAt ?? Date.now());
return new Date(shipped.getTime() + days * 86_400_000);`;

function estimateArrival(flow: Flow, order: Order): string {
  return flow.script(
    {
      id: 'n5',
      name: 'Estimate arrival',
      input: { carrier: order.carrier, shippedAt: order.shippedAt },
      source: ESTIMATE_SOURCE,
    },
    (script) => {
      const days = order.carrier === 'Slow Boats' ? 30 : 5;
      script.console.log(`${order.carrier} needs ${days} days`);
      const shipped = order.shippedAt === null ? new Date() : new Date(order.shippedAt);
      const arrival = toDate(shipped.getTime() + days * 86_400_000);
      script.variables.set('order.arrival', arrival);
      return arrival;
    },
  );
}

function toNextStep(order: Order | undefined): string {
  if (order === undefined) return 'n7';
  return order.status === 'delivered' ? 'n6' : 'n5';
}

/** What the customer reads; the arrival of what has arrived already is not estimated. */
function describeOrder(flow: Flow, order: Order): string {
  const { id, carrier } = order;
  if (order.status === 'delivered') return `Order ${id} was delivered by ${carrier}.`;
  const arrival = estimateArrival(flow, order);
  const where = order.status === 'shipped' ? `is on its way with ${carrier}` : 'is being packed';
  return `Order ${id} ${where} and should arrive on ${arrival}.`;
}

/** Flow "Order status": asks for the number, looks the order up, says when it arrives. */
export async function runOrderStatusFlow({ flow, intent, context }: FlowRun): Promise<Reply> {
  if (intent.orderId === undefined)
    return toReply(askForOrder(flow, 'n2', 'Which order? Its number has four digits.'), ['1001', '7007', '4040']);
  const order = await loadOrder(flow, 'n3', intent.orderId, context);
  flow.step({ id: 'n4', name: 'Order found?', type: 'condition', input: { found: order !== undefined } }, (step) => {
    step.setNext(toNextStep(order));
    return order ? 'yes' : 'no';
  });
  if (order === undefined) return tellUnknownOrder(flow, 'n7', intent.orderId, ['1001', 'I want a refund']);
  const text = describeOrder(flow, order);
  return flow.step({ id: 'n6', name: 'Tell the status', type: 'message' }, () =>
    toReply(text, ['I want a refund', 'Thanks, bye']),
  );
}
