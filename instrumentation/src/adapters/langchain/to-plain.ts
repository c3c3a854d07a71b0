const DEEPEST = 4;
const ROLES: Readonly<Record<string, string>> = { human: 'user', ai: 'assistant' };

/** A message of LangChain, as far as it is recorded. */
interface MessageLike {
  readonly content: unknown;
  readonly name?: string;
  readonly tool_calls?: readonly unknown[];
  readonly tool_call_id?: string;
  getType(): string;
}

/** What LangChain passes around as plain data: a message as role and content, a document as text and metadata. */
export function toPlain(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value;
  if (isMessage(value)) return toPlainMessage(value);
  if (Array.isArray(value)) return value.map((item) => toPlain(item, depth + 1));
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toPlain(member, depth + 1)]));
}

/** Text of the last message, of a text, or of the member that chains put their text into. */
export function toText(value: unknown, role: 'user' | 'assistant'): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  const { messages, input, output } = value as { messages?: unknown; input?: unknown; output?: unknown };
  const list = Array.isArray(value)
    ? (value as unknown[])
    : Array.isArray(messages)
      ? (messages as unknown[])
      : [value];
  const texts = list.flatMap((item) => toMessageText(item, role));
  return texts.at(-1) ?? toOwnText(role === 'user' ? input : output, role);
}

function toOwnText(member: unknown, role: 'user' | 'assistant'): string | undefined {
  return member === undefined ? undefined : toText(member, role);
}

/** Messages may also be written as `[role, content]` or `{role, content}`. */
function toMessageText(message: unknown, role: string): string[] {
  if (typeof message !== 'object' || message === null) return [];
  const pair = Array.isArray(message) ? { role: message[0] as unknown, content: message[1] as unknown } : message;
  const plain = (isMessage(pair) ? toPlainMessage(pair) : pair) as { role?: unknown; content?: unknown };
  const own = typeof plain.role === 'string' ? (ROLES[plain.role] ?? plain.role) : undefined;
  return own === role && typeof plain.content === 'string' && plain.content !== '' ? [plain.content] : [];
}

function isMessage(value: object): value is MessageLike {
  return 'content' in value && typeof (value as { getType?: unknown }).getType === 'function';
}

function toPlainMessage(message: MessageLike): object {
  const type = message.getType();
  const { content, name, tool_calls: toolCalls, tool_call_id: toolCallId } = message;
  return {
    role: ROLES[type] ?? type,
    content,
    ...(name === undefined ? {} : { name }),
    ...(toolCalls === undefined || toolCalls.length === 0 ? {} : { toolCalls }),
    ...(toolCallId === undefined ? {} : { toolCallId }),
  };
}
