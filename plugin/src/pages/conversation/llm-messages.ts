/** A message to or from a language model. Texts are untrusted. */
export interface ChatMessage {
  /** `system`, `user`, `assistant`, `tool` or whatever the record says. */
  readonly role: string;
  readonly from: 'given' | 'answered';
  readonly text: string;
  /** What of it is no text, such as images or answers of tools. */
  readonly others: readonly unknown[];
  readonly toolCalls: readonly ToolCall[];
}

/** A tool that a model wants called. */
export interface ToolCall {
  readonly name: string;
  readonly id?: string;
  readonly arguments: unknown;
}

/** A member of an object of unknown shape. */
export function readMember(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

/** Messages in any of the shapes in which clients give them: a text, one message, or a list of them. */
export function toChat(messages: unknown, from: ChatMessage['from']): readonly ChatMessage[] {
  if (messages === undefined || messages === null) return [];
  const list: readonly unknown[] = Array.isArray(messages) ? messages : [messages];
  return list.map((message) => toMessage(message, from));
}

/** Calls in any of the shapes in which clients give them. */
export function toToolCalls(calls: unknown): readonly ToolCall[] {
  if (!Array.isArray(calls)) return [];
  return calls.map((call: unknown) => {
    const inner = readMember(call, 'function') ?? call;
    const id = readText(call, 'id');
    return {
      name: readText(inner, 'name') ?? 'unnamed tool',
      ...(id === undefined ? {} : { id }),
      arguments: readMember(inner, 'arguments') ?? readMember(inner, 'input') ?? readMember(inner, 'args') ?? null,
    };
  });
}

function toMessage(message: unknown, from: ChatMessage['from']): ChatMessage {
  const fallback = from === 'given' ? 'user' : 'assistant';
  if (typeof message === 'string') return { role: fallback, from, text: message, others: [], toolCalls: [] };
  const content = readMember(message, 'content') ?? readMember(message, 'parts');
  const parts: readonly unknown[] = Array.isArray(content) ? content : content === undefined ? [] : [content];
  const texts = parts.map(toPartText);
  const toolCalls = toToolCalls(readMember(message, 'tool_calls') ?? readMember(message, 'toolCalls'));
  const others = parts.filter((part, index) => texts[index] === undefined && part !== null);
  const isUnknown = content === undefined && toolCalls.length === 0;
  return {
    role: readText(message, 'role') ?? readText(message, 'type') ?? fallback,
    from,
    text: texts.filter((text) => text !== undefined).join('\n'),
    others: isUnknown ? [message] : others,
    toolCalls,
  };
}

/** The text of a part of a message; undefined for a part that is something else. */
function toPartText(part: unknown): string | undefined {
  if (typeof part === 'string') return part;
  return readText(part, 'text') ?? (readText(part, 'type') === 'text' ? readText(part, 'content') : undefined);
}

function readText(value: unknown, name: string): string | undefined {
  const member = readMember(value, name);
  return typeof member === 'string' ? member : undefined;
}
