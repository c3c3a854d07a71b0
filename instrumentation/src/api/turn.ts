import type { MessageInput } from './message.ts';
import type { Flow, FlowOptions } from './flow.ts';
import type { Recordable } from './recordable.ts';
import type { ControllerState } from './bot.ts';
import type { StepRunner } from './step-runner.ts';
import type { Variables } from './variables.ts';
import type { CarrierSource, WaitCarrierInput } from './wait-carrier.ts';

/** What starts a turn. */
export interface TurnOptions {
  /** The end user's message. */
  readonly input?: MessageInput;
  /** Where the conversation waited for this message: what `carrier` or `signedCarrier` gave; becomes a link. */
  readonly resumes?: WaitCarrierInput;
}

/** An event that the bot receives between messages, such as a call-back. It is a turn of its own. */
export interface ReceivedEventOptions {
  readonly name: string;
  readonly source?: string;
  readonly correlationId?: string;
  readonly payload?: Recordable;
  /** What `carrier` or `signedCarrier` gave where the event was asked for; becomes a link. One that does not count is reported. */
  readonly resumes?: WaitCarrierInput;
}

/** One user input (or one received event) and everything it causes. One trace. */
export interface Turn extends StepRunner, CarrierSource {
  /** `bot.turn.id`; empty when nothing records. */
  readonly id: string;
  /** 1, 2, 3 … in the conversation; 0 when nothing records. */
  readonly index: number;
  readonly variables: Variables;
  flow<Result>(options: FlowOptions, run: (flow: Flow) => Result): Result;
  /**
   * Records a message to the end user. A turn that never calls it records what its function returns, where that is a
   * text, a message or a list of them. What a generator yields are no messages: they may be pieces of one.
   */
  send(message: MessageInput): void;
  /** State of the controller after this turn's last step; `waiting_for_input` when never called. */
  setState(state: ControllerState): void;
  /** Marks the turn as failed without throwing. */
  fail(error: unknown): void;
  /** Headers for the web client: `x-bot-uid` and `traceparent` of this turn. */
  responseHeaders(): Readonly<Record<string, string>>;
}
