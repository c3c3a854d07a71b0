import type { Flow } from '@botscope/instrumentation';
import type { EventWait, FlowRun } from './flow-run.ts';
import { toReply, type Reply } from './reply.ts';

/** Event by which the payment provider tells what a bank did. */
const EVENT = 'callbackStatus';

/** Step that asks the provider to report, and waits: the flow goes on when the event comes. */
export async function waitForBank({ flow, context, expectEvent }: FlowRun, refundId: string): Promise<Reply> {
  await flow.step(
    { id: 'n21', name: `Wait for ${EVENT}`, type: 'wait', input: { event: EVENT, correlationId: refundId } },
    async (step) => {
      const url = expectEvent({ name: EVENT, correlationId: refundId, carrier: step.carrier() });
      const response = await step.fetch(`${context.shopUrl}/v1/refunds/${refundId}/notifications`, {
        method: 'POST',
        integration: 'json_api_node',
        urlTemplate: '/v1/refunds/{id}/notifications',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ url }),
      });
      step.setState('waiting_for_event');
      return response.json();
    },
  );
  const text = `Your bank has to confirm refund ${refundId}. I tell you as soon as it has.`;
  return { ...toReply(text), awaits: 'event' };
}

/** What the flow does when the bank's answer has come; gives what to tell the customer. */
export function tellBankAnswer(flow: Flow, { correlationId }: EventWait, payload: unknown): string {
  const { status = 'unknown' } = (payload ?? {}) as { status?: string };
  flow.step({ id: 'n22', name: 'Paid?', type: 'condition', input: { status } }, (step) => {
    step.variables.set('refund.state', status);
    step.setNext('n23');
    return status === 'paid' ? 'yes' : 'no';
  });
  return flow.step({ id: 'n23', name: 'Tell the customer', type: 'message' }, () =>
    status === 'paid'
      ? `Your bank has confirmed refund ${correlationId}.`
      : `Your bank says "${status}" about refund ${correlationId}.`,
  );
}
