import { SpanKind, type Span } from '@opentelemetry/api';
import { ATTR_BODY_TRUNCATED } from '@botscope/conventions';
import type { RecordedFetch } from '../api/api-call.ts';
import type { LlmChunk, LlmOptions, LlmResponse, LlmStep } from '../api/llm.ts';
import { recordFetch } from '../calls/record-fetch.ts';
import type { AttributeList } from '../record/attribute-list.ts';
import type { ActiveScope } from './active-scope.ts';
import { endSpan } from './end-span.ts';
import type { Failure } from './failure.ts';
import { guard, type Kernel } from './kernel.ts';
import { captureText } from '../policy/content.ts';
import { LlmAnswer } from './llm-answer.ts';
import {
  toLlmAnswerAttributes,
  toLlmRecordAttributes,
  toLlmRequestAttributes,
  type LlmRequest,
} from './llm-attributes.ts';
import { observeStream, type StreamEnd } from './observe-stream.ts';
import { OpenEnd } from './open-end.ts';
import type { Completion } from './completion.ts';
import { startChildSpan, type SpanDraft } from './start-span.ts';
import { toStepAttributes } from './step-attributes.ts';
import type { StepParent } from './step-parent.ts';
import { StepRecorder } from './step-recorder.ts';
import { toLlmErrorType } from './to-llm-error-type.ts';

const NO_TEXT: Kernel['json'] = { toText: () => undefined, toTextOf: () => undefined };

/** Records a step that asks a language model: with a CLIENT span for the call, and until its streams have ended. */
export class LlmRecorder extends StepRecorder implements LlmStep {
  /** What runs in the step lies below the call's span. */
  readonly callScope: ActiveScope;
  private readonly client: Span | undefined;
  private readonly request: LlmRequest;
  private readonly answer: LlmAnswer;
  private readonly open = new Set<OpenEnd>();
  private readonly askedAt: number;
  private isStream = false;
  /** How the step's function ended, while a stream is still being read. */
  private held: Completion | undefined;

  constructor(kernel: Kernel, parent: StepParent, options: LlmOptions) {
    super(kernel, parent, {
      id: options.id,
      ...(options.name === undefined ? {} : { name: options.name }),
      type: 'llm',
    });
    const { operation = 'chat', provider, model, parameters, server } = options;
    this.request = { operation, provider, model, ...(parameters && { parameters }), ...(server && { server }) };
    this.answer = new LlmAnswer(this.capture.io === 'off' ? NO_TEXT : kernel.json, kernel.limits.bodyBytes);
    this.input = captureText(this.capture.io, () => toInputText(kernel, options));
    this.scope.turn.spanCount++;
    this.askedAt = kernel.monotonicMillis();
    const { span, spanContext, context } = startChildSpan(kernel, this.scope, () => this.toCallDraft());
    this.client = span;
    this.callScope = { ...this.scope, span: spanContext, context };
  }

  override get fetch(): RecordedFetch {
    return (input, init) => recordFetch(this.kernel, this.callScope, input, init);
  }

  setResponse(response: LlmResponse): void {
    if (!this.ended) guard(this.kernel, 'llm response', () => this.answer.add(response));
  }

  stream<Chunk, Source extends AsyncIterable<Chunk>>(
    source: Source & AsyncIterable<Chunk>,
    read: (chunk: Chunk) => LlmChunk | undefined,
  ): Source {
    const observed = this.ended
      ? undefined
      : guard(this.kernel, 'llm stream', () => this.observe<Source>(source, read as (chunk: unknown) => LlmChunk));
    return observed ?? source;
  }

  /** A chunk of a stream that somebody else reads. */
  addChunk(chunk: LlmChunk): void {
    if (this.ended) return;
    this.isStream = true;
    this.answer.secondsToFirstChunk ??= (this.kernel.monotonicMillis() - this.askedAt) / 1_000;
    this.answer.addChunk(chunk);
  }

  /** The stream that somebody else reads was left before its end. */
  leave(): void {
    this.answer.isIncomplete = true;
  }

  /** A step whose function has ended goes on until its streams have. */
  override complete(completion: Completion): void {
    if (this.open.size > 0 && 'value' in completion) {
      this.held = completion;
      return;
    }
    for (const open of this.open) open.done();
    if ('thrown' in completion) this.output ??= this.answer.toText();
    super.complete(completion);
  }

  protected override onEnding(failure: Failure | undefined): void {
    this.client?.setAttributes(toLlmAnswerAttributes(this.answer, this.isStream).toObject());
    endSpan(this.client, failure);
  }

  protected override toOutputText(value: unknown): string | undefined {
    const isAnswer = typeof value === 'string' && value !== '';
    return this.answer.toText() ?? (isAnswer ? this.toTextAnswer(value) : super.toOutputText(value));
  }

  protected override toAttributes(): AttributeList {
    return super
      .toAttributes()
      .addAll(toLlmRecordAttributes(this.request, this.answer))
      .add(ATTR_BODY_TRUNCATED, this.answer.isTruncated ? true : undefined);
  }

  protected override toFailure(error: unknown): Failure {
    return super.toFailure(error, toLlmErrorType(error));
  }

  private observe<Source extends AsyncIterable<unknown>>(source: Source, read: (chunk: unknown) => LlmChunk): Source {
    if (typeof source[Symbol.asyncIterator] !== 'function')
      throw new Error('What was given is no stream; await it first.');
    const safely = (run: () => void): void => void guard(this.kernel, 'llm stream', run);
    const observed = observeStream(source, {
      onChunk: (chunk) => safely(() => this.onChunk(chunk, read, open)),
      onEnd: (end) => safely(() => this.onStreamEnd(end, open)),
    });
    const open = new OpenEnd(this.kernel, () => safely(() => this.onStreamEnd({ kind: 'left' }, open)));
    this.open.add(open);
    this.isStream = true;
    return observed;
  }

  private onChunk(chunk: unknown, read: (chunk: unknown) => LlmChunk | undefined, open: OpenEnd): void {
    if (!this.open.has(open)) return;
    open.touch();
    this.addChunk(read(chunk) ?? {});
  }

  private onStreamEnd(end: StreamEnd, open: OpenEnd): void {
    if (!this.open.delete(open)) return;
    open.done();
    if (end.kind !== 'complete') this.answer.isIncomplete = true;
    if (end.kind === 'failed') this.fail(end.error);
    if (this.open.size === 0 && this.held !== undefined) this.complete(this.held);
  }

  private toTextAnswer(text: string): string | undefined {
    this.answer.add({ messages: [{ role: 'assistant', content: text }] });
    return this.answer.toText();
  }

  private toCallDraft(): SpanDraft {
    const { operation, model } = this.request;
    return {
      name: model === undefined ? operation : `${operation} ${model}`,
      kind: SpanKind.CLIENT,
      common: this.scope.spanCommon,
      attributes: toStepAttributes(this).addAll(toLlmRequestAttributes(this.request)),
    };
  }
}

function toInputText({ json }: Kernel, { messages, tools, parameters }: LlmOptions): string | undefined {
  const members = Object.entries({ messages, tools, parameters }).flatMap(([name, value]) => {
    const text = value === undefined ? undefined : json.toTextOf(value);
    return text === undefined ? [] : [`"${name}":${text}`];
  });
  return members.length === 0 ? undefined : `{${members.join(',')}}`;
}
