import { SpanKind, isSpanContextValid, type Link, type SpanContext } from '@opentelemetry/api';
import {
  ATTR_CAPTURE_OMITTED,
  ATTR_LINK_TYPE,
  ATTR_RECEIVED_EVENT_CORRELATION_ID,
  ATTR_RECEIVED_EVENT_NAME,
  ATTR_RECEIVED_EVENT_SOURCE,
  EVENT_EVENT_RECEIVED,
} from '@botscope/conventions';
import type { Conversation, ConversationEnd, MessageOrigin } from '../api/conversation.ts';
import type { MessageInput } from '../api/message.ts';
import type { ReceivedEventOptions, Turn, TurnOptions } from '../api/turn.ts';
import type { Variables } from '../api/variables.ts';
import type { WaitCarrier, WaitCarrierInput } from '../api/wait-carrier.ts';
import { createOffConversation } from '../off/off-conversation.ts';
import type { CaptureDecision } from '../policy/capture-decision.ts';
import { captureContent, captureText, isOmitted, toContentText, toOmitted, type Content } from '../policy/content.ts';
import { decideFor } from '../policy/decide-for.ts';
import { AttributeList } from '../record/attribute-list.ts';
import type { ActiveScope } from './active-scope.ts';
import type { ConversationState } from './conversation-state.ts';
import { endConversation } from './end-conversation.ts';
import { emitMessage } from './emit-message.ts';
import { emitRecord } from './emit-record.ts';
import { joinMembers } from './join-members.ts';
import { guard, type Kernel } from './kernel.ts';
import { readCarrier } from './read-carrier.ts';
import { runRecorded } from './run-recorded.ts';
import { fromTraceparent, toResponseHeaders } from './to-carrier.ts';
import { TurnRecorder } from './turn-recorder.ts';
import { VariableRecorder } from './variable-recorder.ts';

/** Records one conversation. */
export class ConversationRecorder implements Conversation {
  readonly uid: string;
  private readonly kernel: Kernel;
  private readonly state: ConversationState;
  private resumed: WaitCarrier | undefined;

  /** `resumed`: where the wait began that the next turn ends. */
  constructor(kernel: Kernel, state: ConversationState, resumed?: WaitCarrier) {
    this.kernel = kernel;
    this.state = state;
    this.resumed = resumed;
    this.uid = state.uid;
  }

  get variables(): Variables {
    const { kernel, state } = this;
    const place = this.activeScope() ?? { conversation: state, common: state.common, span: state.lastTurn };
    const { variables } = decideFor(kernel, place);
    return new VariableRecorder(kernel, state.variables, variables, () => [this.currentChanges()], place);
  }

  turn<Result>(options: TurnOptions, run: (turn: Turn) => Result): Result {
    return this.runTurn(() => this.startTurn(options), run);
  }

  receivedEvent<Result>(options: ReceivedEventOptions, run: (turn: Turn) => Result): Result {
    return this.runTurn(() => this.startEventTurn(options), run);
  }

  end(end: ConversationEnd = {}): void {
    guard(this.kernel, 'conversation', () => endConversation(this.kernel, this.state, end));
  }

  recordMessage(message: MessageInput, { from }: MessageOrigin): void {
    if (!this.kernel.sink.isRecording()) return;
    const { common, lastTurn } = this.state;
    const place = this.activeScope() ?? { conversation: this.state, turn: undefined, common, span: lastTurn };
    const isOfUser = from === 'end_user';
    guard(this.kernel, 'message', () =>
      emitMessage(
        this.kernel,
        { ...place, direction: isOfUser ? 'received' : 'sent', agent: isOfUser ? undefined : from },
        message,
      ),
    );
  }

  responseHeaders(): Readonly<Record<string, string>> {
    return toResponseHeaders(this.uid, this.state.lastTurn);
  }

  private runTurn<Result>(start: () => TurnRecorder, run: (turn: Turn) => Result): Result {
    const recorder = this.kernel.sink.isRecording() ? guard(this.kernel, 'turn', start) : undefined;
    if (recorder === undefined) return createOffConversation(this.uid).turn({}, run);
    return runRecorded<Turn, Result>(this.kernel, recorder.scope, recorder, run);
  }

  private startTurn({ input, resumes }: TurnOptions): TurnRecorder {
    const capture = this.decide();
    const recorder = new TurnRecorder(this.kernel, this.state, {
      spanName: 'turn',
      capture,
      spanKind: SpanKind.SERVER,
      links: this.toLinks(resumes),
      input: input === undefined ? undefined : captureText(capture.io, () => this.kernel.json.toText(input)),
    });
    if (input !== undefined) emitMessage(this.kernel, { ...recorder.scope, direction: 'received' }, input);
    return recorder;
  }

  private startEventTurn(options: ReceivedEventOptions): TurnRecorder {
    const capture = this.decide();
    const payload = captureContent(this.kernel.json, capture.io, options.payload ?? null);
    const recorder = new TurnRecorder(this.kernel, this.state, {
      spanName: `event ${options.name}`,
      spanKind: SpanKind.CONSUMER,
      links: this.toLinks(options.resumes),
      capture,
      input: payload,
    });
    emitRecord(this.kernel, {
      event: EVENT_EVENT_RECEIVED,
      kind: 'step',
      level: 'info',
      common: recorder.scope.common,
      span: recorder.scope.span,
      attributes: new AttributeList()
        .add(ATTR_RECEIVED_EVENT_NAME, options.name)
        .add(ATTR_RECEIVED_EVENT_SOURCE, options.source)
        .add(ATTR_RECEIVED_EVENT_CORRELATION_ID, options.correlationId)
        .add(ATTR_CAPTURE_OMITTED, toOmitted(isOmitted(payload, false), false)),
      body: joinMembers([['payload', toPayloadText(payload)]], this.kernel.limits.lineBytes),
    });
    return recorder;
  }

  private toLinks(resumes: WaitCarrierInput | undefined): Link[] {
    const { uid, bot, lastTurn } = this.state;
    const given = readCarrier(this.kernel, resumes, { botId: bot.id, conversationUid: uid });
    const carrier = given ?? this.resumed;
    this.resumed = undefined;
    return [...toLink(lastTurn, 'previous_turn'), ...toLink(fromTraceparent(carrier?.traceparent), 'resumes')];
  }

  private decide(): CaptureDecision {
    return decideFor(this.kernel, { conversation: this.state });
  }

  /** Where the running code is, within this conversation. */
  private activeScope(): ActiveScope | undefined {
    const scope = this.kernel.scopes.getStore();
    return scope?.conversation === this.state ? scope : undefined;
  }

  /** A change belongs to the running turn of this conversation, else to the next one. */
  private currentChanges(): ConversationState['pendingChanges'] {
    return this.activeScope()?.turn.changes ?? this.state.pendingChanges;
  }
}

/** At its start nobody knows whether the turn will fail; if it does, its own record has the payload. */
function toPayloadText(payload: Content): string | undefined {
  return toContentText(payload, false) ?? (typeof payload === 'object' ? undefined : 'null');
}

function toLink(context: SpanContext | undefined, type: string): Link[] {
  return context !== undefined && isSpanContextValid(context)
    ? [{ context, attributes: { [ATTR_LINK_TYPE]: type } }]
    : [];
}
