import type { Flow } from '@botscope/instrumentation';
import type { Order } from '../third-parties.ts';
import type { FlowContext } from './flow-context.ts';
import type { Intent } from './intent.ts';
import { askForOrder, loadOrder } from './load-order.ts';
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
      const arrival = new Date(shipped.getTime() + days * 86_400_000).toISOString().slice(0, 10);
      script.variables.set('order.arrival', arrival);
      return arrival;
    },
  );
}

/** Flow "Order status": asks for the number, looks the order up, says when it arrives. */
export async function runOrderStatusFlow(flow: Flow, intent: Intent, context: FlowContext): Promise<Reply> {
  if (intent.orderId === undefined)
    return toReply(askForOrder(flow, 'n2', 'Which order? Its number has four digits.'), ['1001', '7007', '4040']);
  const order = await loadOrder(flow, 'n3', intent.orderId, context);
  const found = flow.step(
    { id: 'n4', name: 'Order found?', type: 'condition', input: { found: order !== undefined } },
    (step) => {
      step.setNext(order ? 'n5' : 'n7');
      return order ? 'yes' : 'no';
    },
  );
  if (order === undefined || found === 'no')
    return toReply(`I do not know an order ${intent.orderId}.`, ['1001', 'I want a refund']);
  const arrival = estimateArrival(flow, order);
  return flow.step({ id: 'n6', name: 'Tell the status', type: 'message' }, () =>
    toReply(`Order ${order.id} is ${order.status} with ${order.carrier}. It should arrive on ${arrival}.`, [
      'I want a refund',
      'Thanks, bye',
    ]),
  );
}
