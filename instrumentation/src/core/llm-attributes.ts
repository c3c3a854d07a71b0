import {
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_OUTPUT_TYPE,
  ATTR_GEN_AI_PROVIDER_NAME,
  ATTR_GEN_AI_REQUEST_CHOICE_COUNT,
  ATTR_GEN_AI_REQUEST_FREQUENCY_PENALTY,
  ATTR_GEN_AI_REQUEST_MAX_TOKENS,
  ATTR_GEN_AI_REQUEST_MODEL,
  ATTR_GEN_AI_REQUEST_PRESENCE_PENALTY,
  ATTR_GEN_AI_REQUEST_SEED,
  ATTR_GEN_AI_REQUEST_STOP_SEQUENCES,
  ATTR_GEN_AI_REQUEST_STREAM,
  ATTR_GEN_AI_REQUEST_TEMPERATURE,
  ATTR_GEN_AI_REQUEST_TOP_K,
  ATTR_GEN_AI_REQUEST_TOP_P,
  ATTR_GEN_AI_RESPONSE_FINISH_REASONS,
  ATTR_GEN_AI_RESPONSE_ID,
  ATTR_GEN_AI_RESPONSE_MODEL,
  ATTR_GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK,
  ATTR_GEN_AI_USAGE_CACHE_CREATION_INPUT_TOKENS,
  ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS,
  ATTR_GEN_AI_USAGE_INPUT_TOKENS,
  ATTR_GEN_AI_USAGE_OUTPUT_TOKENS,
  ATTR_GEN_AI_USAGE_REASONING_OUTPUT_TOKENS,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
} from '@botscope/conventions';
import type { LlmOptions, LlmParameters, LlmUsage } from '../api/llm.ts';
import { AttributeList } from '../record/attribute-list.ts';

/** What a call of a language model asks for, as records and spans name it. */
export interface LlmRequest extends Pick<LlmOptions, 'parameters' | 'server'> {
  readonly provider: string;
  readonly model: string | undefined;
  readonly operation: string;
}

/** What is known of the answer. */
export interface LlmAnswerFacts {
  readonly id: string | undefined;
  readonly model: string | undefined;
  readonly finishReasons: readonly string[];
  readonly usage: LlmUsage;
  /** Of a streaming answer. */
  readonly secondsToFirstChunk: number | undefined;
}

/** Attributes of the span as it starts. */
export function toLlmRequestAttributes({ server, parameters, ...request }: LlmRequest): AttributeList {
  const list = toRequestNames(request).add(ATTR_SERVER_ADDRESS, server?.address);
  return addParameters(list.add(ATTR_SERVER_PORT, finite(server?.port)), parameters ?? {});
}

/** Attributes of the span as it ends. */
export function toLlmAnswerAttributes(answer: LlmAnswerFacts, isStream: boolean): AttributeList {
  return addAnswer(new AttributeList(), answer)
    .add(ATTR_GEN_AI_USAGE_CACHE_CREATION_INPUT_TOKENS, finite(answer.usage.cacheCreationTokens))
    .add(ATTR_GEN_AI_REQUEST_STREAM, isStream ? true : undefined)
    .add(ATTR_GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK, answer.secondsToFirstChunk);
}

/** Attributes of the record: the request's names and what the answer took. Parameters are in its body. */
export function toLlmRecordAttributes(request: LlmRequest, answer: LlmAnswerFacts): AttributeList {
  return addAnswer(toRequestNames(request), answer);
}

function toRequestNames({ operation, provider, model }: LlmRequest): AttributeList {
  return new AttributeList()
    .add(ATTR_GEN_AI_OPERATION_NAME, operation)
    .add(ATTR_GEN_AI_PROVIDER_NAME, provider)
    .add(ATTR_GEN_AI_REQUEST_MODEL, model);
}

function addAnswer(list: AttributeList, { id, model, finishReasons, usage }: LlmAnswerFacts): AttributeList {
  return list
    .add(ATTR_GEN_AI_RESPONSE_MODEL, model)
    .add(ATTR_GEN_AI_USAGE_INPUT_TOKENS, finite(usage.inputTokens))
    .add(ATTR_GEN_AI_USAGE_OUTPUT_TOKENS, finite(usage.outputTokens))
    .addTexts(ATTR_GEN_AI_RESPONSE_FINISH_REASONS, finishReasons)
    .add(ATTR_GEN_AI_RESPONSE_ID, id)
    .add(ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS, finite(usage.cacheReadTokens))
    .add(ATTR_GEN_AI_USAGE_REASONING_OUTPUT_TOKENS, finite(usage.reasoningTokens));
}

function addParameters(list: AttributeList, parameters: LlmParameters): AttributeList {
  const { choiceCount } = parameters;
  return list
    .add(ATTR_GEN_AI_REQUEST_TEMPERATURE, finite(parameters.temperature))
    .add(ATTR_GEN_AI_REQUEST_TOP_P, finite(parameters.topP))
    .add(ATTR_GEN_AI_REQUEST_TOP_K, finite(parameters.topK))
    .add(ATTR_GEN_AI_REQUEST_MAX_TOKENS, finite(parameters.maxTokens))
    .add(ATTR_GEN_AI_REQUEST_FREQUENCY_PENALTY, finite(parameters.frequencyPenalty))
    .add(ATTR_GEN_AI_REQUEST_PRESENCE_PENALTY, finite(parameters.presencePenalty))
    .addTexts(ATTR_GEN_AI_REQUEST_STOP_SEQUENCES, parameters.stopSequences)
    .add(ATTR_GEN_AI_REQUEST_SEED, finite(parameters.seed))
    .add(ATTR_GEN_AI_REQUEST_CHOICE_COUNT, choiceCount === 1 ? undefined : finite(choiceCount))
    .add(ATTR_GEN_AI_OUTPUT_TYPE, parameters.outputType);
}

/** Clients give null, texts or nothing where they do not know a number. */
function finite(value: number | undefined): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
