import type { Json } from '@botscope/conventions';
import type { Conversation, Step, Turn } from '../assembly/conversation.ts';
import type { ApiCallRecord, MessageRecord } from '../record/bot-record.ts';

/** A conversation as a test of the bot replays it: what came in, and what the bot did. */
export interface ConversationFixture {
  readonly version: 1;
  readonly uid: string;
  readonly channel?: string;
  readonly endUser?: { readonly id?: string; readonly name?: string };
  readonly turns: readonly FixtureTurn[];
}

/** One turn: its message or its event, and what is expected of the bot. */
export interface FixtureTurn {
  /** The end user's message. */
  readonly message?: FixtureMessage;
  /** What started the turn in place of a message. */
  readonly event?: {
    readonly name: string;
    readonly source?: string;
    readonly correlationId?: string;
    readonly payload?: Json;
  };
  /** `error`: the bot threw, or the turn was marked as failed. */
  readonly outcome: 'success' | 'error';
  /** Ids of the flows, in order of start. */
  readonly flows: readonly string[];
  /** By index. */
  readonly steps: readonly FixtureStep[];
  /** Texts that the bot sent. */
  readonly replies: readonly string[];
  /** Calls with the answers that they got, in order; to be given again. */
  readonly calls: readonly FixtureCall[];
}

/** The end user's message. */
export interface FixtureMessage {
  readonly text: string;
  readonly type?: string;
  readonly attachments?: readonly Json[];
  readonly buttons?: readonly Json[];
}

/** A step as expected. */
export interface FixtureStep {
  readonly id: string;
  readonly type?: string;
  readonly outcome: 'success' | 'error';
}

/** A call and its answer; without `response` it failed with `errorType`. */
export interface FixtureCall {
  readonly method: string;
  /** Secrets are the placeholders that were recorded. */
  readonly url: string;
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  readonly errorType?: string;
}

/**
 * A conversation as fixture. Turns that still run are left out: there is nothing to expect of them. Calls are there as far
 * as their records are among those that the conversation was assembled from.
 */
export function toConversationFixture(conversation: Conversation): ConversationFixture {
  const { key, channel, endUserId: id, endUserName: name } = conversation;
  return {
    version: 1,
    uid: key.uid,
    channel,
    endUser: id === undefined && name === undefined ? undefined : { id, name },
    turns: conversation.turns.filter(({ status }) => status !== 'running').map(toFixtureTurn),
  };
}

/** A turn as a fixture has it. */
export function toFixtureTurn(turn: Turn): FixtureTurn {
  const received = turn.messages.find(({ direction }) => direction === 'received');
  const sent = turn.messages.filter(({ direction }) => direction === 'sent');
  return {
    ...(received === undefined ? toEvent(turn) : { message: toMessage(received) }),
    outcome: toOutcome(turn),
    flows: turn.flows.map(({ id }) => id ?? ''),
    steps: turn.steps.map(toFixtureStep),
    replies: sent.map(({ body }) => body?.text ?? ''),
    calls: listCalls(turn).map(toFixtureCall),
  };
}

function toEvent({ receivedEvents: [event] }: Turn): Pick<FixtureTurn, 'event'> {
  if (event === undefined) return {};
  const { eventName: name = '', source, correlationId, body } = event;
  return { event: { name, source, correlationId, payload: body?.payload } };
}

function toMessage({ body, messageType: type }: MessageRecord): FixtureMessage {
  return { ...body, text: body?.text ?? '', type };
}

function toFixtureStep(step: Step): FixtureStep {
  return { id: step.id ?? '', type: step.type, outcome: toOutcome(step) };
}

function toOutcome({ status }: Pick<Turn | Step, 'status'>): 'success' | 'error' {
  return status === 'error' ? 'error' : 'success';
}

/** In the order in which they began. */
function listCalls(turn: Turn): ApiCallRecord[] {
  const calls = [...turn.apiCalls, ...turn.steps.flatMap(({ apiCalls }) => apiCalls)];
  return calls.toSorted((a, b) => (a.startUnixNano < b.startUnixNano ? -1 : 1));
}

function toFixtureCall({ method = 'GET', url = '', body, errorType }: ApiCallRecord): FixtureCall {
  const { response } = body ?? {};
  return response === undefined
    ? { method, url, errorType }
    : { method, url, response: { status: response.status, headers: response.headers, body: response.body } };
}
