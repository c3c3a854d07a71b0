import type { LlmChunk, LlmResponse, LlmToolCallPiece, LlmUsage } from '../api/llm.ts';
import type { JsonWriter } from '../json/to-json-text.ts';
import type { LlmAnswerFacts } from './llm-attributes.ts';

const MOST_TOOL_CALLS = 100;

interface StreamedToolCall {
  id: string | undefined;
  name: string;
  arguments: string;
}

/** What a language model has answered so far: at once, or in chunks. */
export class LlmAnswer implements LlmAnswerFacts {
  id: string | undefined;
  model: string | undefined;
  finishReasons: readonly string[] = [];
  usage: LlmUsage = {};
  secondsToFirstChunk: number | undefined;
  /** A stream was left before its end. */
  isIncomplete = false;
  /** The text is longer than what is kept. */
  isTruncated = false;
  private readonly json: JsonWriter;
  private readonly longestText: number;
  private messagesText: string | undefined;
  private toolCallsText: string | undefined;
  private text = '';
  private readonly toolCalls = new Map<number, StreamedToolCall>();

  /** `longestText`: characters of a streamed text that are kept. */
  constructor(json: JsonWriter, longestText: number) {
    this.json = json;
    this.longestText = longestText;
  }

  /** Takes over what the response gives. */
  add({ id, model, finishReasons, usage, messages, toolCalls }: LlmResponse): void {
    this.id = id ?? this.id;
    this.model = model ?? this.model;
    this.finishReasons = finishReasons ?? this.finishReasons;
    this.usage = { ...this.usage, ...usage };
    if (messages !== undefined) this.messagesText = this.json.toTextOf(messages);
    if (toolCalls !== undefined) this.toolCallsText = this.json.toTextOf(toolCalls);
  }

  /** Takes over what a chunk brings. */
  addChunk({ text, toolCalls, finishReason, id, model, usage }: LlmChunk): void {
    if (text) this.addText(text);
    for (const piece of toolCalls ?? []) this.addToolCall(piece);
    this.add({
      ...(id ? { id } : {}),
      ...(model ? { model } : {}),
      ...(usage ? { usage: withoutAbsent(usage) } : {}),
      ...(finishReason ? { finishReasons: [finishReason] } : {}),
    });
  }

  /** JSON text of messages and tool calls; undefined when there is nothing of them. */
  toText(): string | undefined {
    const { messagesText = this.toStreamedMessages(), toolCallsText = this.toStreamedToolCalls() } = this;
    if (messagesText === undefined && toolCallsText === undefined && !this.isIncomplete) return undefined;
    const members = [
      messagesText === undefined ? [] : [`"messages":${messagesText}`],
      toolCallsText === undefined ? [] : [`"toolCalls":${toolCallsText}`],
      this.isIncomplete ? ['"incomplete":true'] : [],
    ];
    return `{${members.flat().join(',')}}`;
  }

  private addText(text: string): void {
    const room = this.longestText - this.text.length;
    this.text += text.slice(0, room);
    if (text.length > room) this.isTruncated = true;
  }

  private addToolCall({ index = 0, id, name = '', arguments: piece = '' }: LlmToolCallPiece): void {
    const call = this.toolCalls.get(index) ?? { id: undefined, name: '', arguments: '' };
    if (this.toolCalls.size >= MOST_TOOL_CALLS && !this.toolCalls.has(index)) return;
    call.id ??= id;
    call.name += name;
    if (call.arguments.length + piece.length > this.longestText) this.isTruncated = true;
    else call.arguments += piece;
    this.toolCalls.set(index, call);
  }

  private toStreamedMessages(): string | undefined {
    return this.text === '' ? undefined : this.json.toText([{ role: 'assistant', content: this.text }]);
  }

  private toStreamedToolCalls(): string | undefined {
    if (this.toolCalls.size === 0) return undefined;
    const calls = [...this.toolCalls.values()].map((call) => ({ ...call, arguments: parseArguments(call.arguments) }));
    return this.json.toText(calls);
  }
}

/** Usage comes in parts: a later chunk without input tokens does not take back those of an earlier one. */
function withoutAbsent(usage: LlmUsage): LlmUsage {
  return Object.fromEntries(Object.entries(usage).filter(([, count]) => typeof count === 'number'));
}

/** Arguments as data, so that secrets in them are found by name; a text that was cut stays text. */
function parseArguments(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
