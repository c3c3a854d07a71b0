import {
  ATTR_BODY_TRUNCATED,
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_PROVIDER_NAME,
  ATTR_GEN_AI_REQUEST_MODEL,
  ATTR_GEN_AI_RESPONSE_FINISH_REASONS,
  ATTR_GEN_AI_RESPONSE_MODEL,
  ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS,
  ATTR_GEN_AI_USAGE_INPUT_TOKENS,
  ATTR_GEN_AI_USAGE_OUTPUT_TOKENS,
  ATTR_GEN_AI_USAGE_REASONING_OUTPUT_TOKENS,
} from '@botscope/conventions';
import { readAttribute, type Step } from '@botscope/records';
import { readMember, toChat, toToolCalls, type ChatMessage, type ToolCall } from './llm-messages.ts';
import { readExact } from './read-exact.ts';

/** A call of a language model as its tab shows it. Texts are untrusted. */
export interface LlmView {
  /** Label and text of what is known. */
  readonly facts: readonly (readonly [label: string, text: string])[];
  /** What the reader should know of the answer; each a sentence. */
  readonly notes: readonly string[];
  /** What the model was given, then what it answered. */
  readonly messages: readonly ChatMessage[];
  /** What the model wants called. */
  readonly toolCalls: readonly ToolCall[];
  /** Tools that it could choose from; `undefined` = none. */
  readonly tools: unknown;
  readonly parameters: unknown;
}

/** Whether a step asked a language model. */
export function isLlmStep(step: Step): boolean {
  return step.type === 'llm' || read(step, ATTR_GEN_AI_REQUEST_MODEL) !== undefined;
}

/** The call of a language model that a step made. */
export function toLlmView(step: Step): LlmView {
  const line = (step.completed ?? step.started)?.line;
  const input: unknown = readExact(line, 'input') ?? step.input;
  const output: unknown = readExact(line, 'output') ?? step.output;
  const reasons = readList(read(step, ATTR_GEN_AI_RESPONSE_FINISH_REASONS));
  return {
    facts: toFacts(step, reasons),
    notes: toNotes(step, reasons, output),
    messages: [
      ...toChat(readMember(input, 'messages'), 'given'),
      ...toChat(readMember(output, 'messages'), 'answered'),
    ],
    toolCalls: toToolCalls(readMember(output, 'toolCalls')),
    tools: readMember(input, 'tools'),
    parameters: readMember(input, 'parameters'),
  };
}

function toFacts(step: Step, reasons: readonly string[]): LlmView['facts'] {
  const asked = read(step, ATTR_GEN_AI_REQUEST_MODEL);
  const answered = read(step, ATTR_GEN_AI_RESPONSE_MODEL);
  const model = answered === undefined || answered === asked ? asked : `${asked ?? '?'}, answered by ${answered}`;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Provider', read(step, ATTR_GEN_AI_PROVIDER_NAME)],
    ['Model', model],
    ['Operation', read(step, ATTR_GEN_AI_OPERATION_NAME)],
    [
      'Tokens in',
      withPart(step, ATTR_GEN_AI_USAGE_INPUT_TOKENS, ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS, 'from cache'),
    ],
    [
      'Tokens out',
      withPart(step, ATTR_GEN_AI_USAGE_OUTPUT_TOKENS, ATTR_GEN_AI_USAGE_REASONING_OUTPUT_TOKENS, 'reasoning'),
    ],
    ['Finish reason', reasons.join(', ') || undefined],
  ];
  return facts.flatMap(([label, text]) => (text === undefined ? [] : [[label, text] as const]));
}

function withPart(step: Step, whole: string, part: string, word: string): string | undefined {
  const [total, share] = [read(step, whole), read(step, part)];
  return total === undefined || share === undefined ? total : `${total} (${share} ${word})`;
}

function toNotes(step: Step, reasons: readonly string[], output: unknown): readonly string[] {
  const isCut = reasons.some((reason) => /^(length|max_tokens)$/i.test(reason));
  return [
    ...(isCut ? ['The answer was cut off: the model had used up the tokens that it was allowed.'] : []),
    ...(reasons.some((reason) => /filter|safety/i.test(reason)) ? ['The provider’s filter stopped the answer.'] : []),
    ...(readMember(output, 'incomplete') === true ? ['The bot stopped reading before the answer had ended.'] : []),
    ...(read(step, ATTR_BODY_TRUNCATED) === 'true' ? ['The answer was longer than what is kept of it.'] : []),
  ];
}

function read({ completed, started }: Step, attribute: string): string | undefined {
  const record = completed ?? started;
  return record && readAttribute(record, attribute);
}

/** A list as the store keeps it: JSON text; a single text elsewhere. */
function readList(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.map(String) : [text];
  } catch {
    return [text];
  }
}
