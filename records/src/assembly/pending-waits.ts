import type { Json } from '@botscope/conventions';
import { asObject } from '../record/json-object.ts';
import type { Conversation, Step, Turn } from './conversation.ts';

/** A step after which the conversation waits for an event that has not come. */
export interface PendingWait {
  readonly turn: Turn;
  readonly step: Step;
  /** What the step's input names as `event`; absent where it names none. */
  readonly eventName?: string;
  readonly correlationId?: string;
  /** When the wait began. */
  readonly sinceUnixNano: bigint;
}

const WAITING = 'waiting_for_event';
const HANDOVER = 'handover';
const NANOS_PER_MILLI = 1_000_000n;

/**
 * The waits that no event has ended, oldest first. A wait ends with the event that its step names, else with the next event;
 * a hand-over waits for a person and is none.
 */
export function findPendingWaits({ turns }: Pick<Conversation, 'turns'>): readonly PendingWait[] {
  return turns.flatMap((turn, place) =>
    turn.steps
      .filter(({ controllerState, type }) => controllerState === WAITING && type !== HANDOVER)
      .map((step) => toWait(turn, step))
      .filter((wait) => !turns.slice(place + 1).some((later) => isEndedBy(wait, later))),
  );
}

function toWait(turn: Turn, step: Step): PendingWait {
  const eventName = readText(step.input, 'event');
  const correlationId = readText(step.input, 'correlationId');
  return {
    turn,
    step,
    ...(eventName === undefined ? {} : { eventName }),
    ...(correlationId === undefined ? {} : { correlationId }),
    sinceUnixNano: step.startUnixNano + BigInt(Math.round(step.durationMillis ?? 0)) * NANOS_PER_MILLI,
  };
}

function isEndedBy({ eventName, correlationId }: PendingWait, { receivedEvents }: Turn): boolean {
  return receivedEvents.some(
    (event) =>
      (eventName === undefined || event.eventName === eventName) &&
      (correlationId === undefined || event.correlationId === undefined || event.correlationId === correlationId),
  );
}

function readText(value: Json | undefined, name: string): string | undefined {
  const member = asObject(value)?.[name];
  return typeof member === 'string' && member !== '' ? member : undefined;
}
