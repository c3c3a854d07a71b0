import type { BotTelemetry } from '@botscope/instrumentation';
import { tellBankAnswer } from './bank-wait.ts';
import type { EventWait } from './flow-run.ts';
import type { Session } from './session.ts';

/** Goes on with a conversation whose event has come: a turn of its own that links to where the wait began. */
export function receiveEvent(
  telemetry: BotTelemetry,
  session: Session,
  { wait, payload }: { readonly wait: EventWait; readonly payload: unknown },
): void {
  const { uid, channel, endUser } = session;
  const { name, correlationId, carrier } = wait;
  const event = { name, source: 'payments', correlationId, payload, ...(carrier ? { resumes: carrier } : {}) };
  telemetry.conversation({ uid, channel, endUser }).receivedEvent(event, (turn) => {
    const text = turn.flow({ id: 'refund', name: 'Refund', trigger: 'event', input: payload }, (flow) =>
      tellBankAnswer(flow, wait, payload),
    );
    turn.send(text);
    turn.setState('waiting_for_input');
    session.later.push(text);
  });
}
