import type { Flow } from '@botscope/instrumentation';
import type { Order } from '../orders.ts';
import type { FlowContext } from './flow-context.ts';
import { toReply, type Reply } from './reply.ts';

/** Step that asks the shop for an order; undefined when it knows none of that number. */
export function loadOrder(
  flow: Flow,
  stepId: string,
  orderId: string,
  context: FlowContext,
): Promise<Order | undefined> {
  return flow.step({ id: stepId, name: 'Look up order', type: 'api', input: { orderId } }, async (step) => {
    step.variables.set('order.id', orderId);
    const response = await step.fetch(`${context.shopUrl}/v1/orders/${orderId}`, {
      integration: 'json_api_node',
      urlTemplate: '/v1/orders/{id}',
      signal: AbortSignal.timeout(context.shopTimeoutMillis),
      headers: { authorization: 'Bearer demo-shop-token-4711' },
    });
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`The shop answered ${response.status}`);
    const order = (await response.json()) as Order;
    step.variables.set('order.status', order.status);
    step.variables.set('order.total', order.total);
    return order;
  });
}

/** Step that asks for the order number; the flow goes on with the next message. */
export function askForOrder(flow: Flow, stepId: string, question: string): string {
  return flow.step({ id: stepId, name: 'Ask for the order number', type: 'form_question' }, (step) => {
    step.setState('waiting_for_input');
    return question;
  });
}

/** Step that says that the shop knows no such order. */
export function tellUnknownOrder(flow: Flow, stepId: string, orderId: string, suggestions: readonly string[]): Reply {
  return flow.step({ id: stepId, name: 'Tell that it is unknown', type: 'message' }, () =>
    toReply(`I do not know an order ${orderId}.`, suggestions),
  );
}
