import type { Flow, WaitCarrier } from '@botscope/instrumentation';
import type { FlowContext } from './flow-context.ts';
import type { Intent } from './intent.ts';

/** The wait of a flow for an event from outside. */
export interface EventWait {
  readonly name: string;
  readonly correlationId: string;
  /** Where the wait began. */
  readonly carrier: WaitCarrier | undefined;
}

/** What a flow runs with. */
export interface FlowRun {
  readonly flow: Flow;
  readonly intent: Intent;
  /** The message that started it. */
  readonly text: string;
  readonly context: FlowContext;
  /** Lets the conversation go on when the event comes; gives the address that the event is to be sent to. */
  readonly expectEvent: (wait: EventWait) => string;
}
