import type { LlmOptions, LlmParameters, LlmResponse, LlmUsage } from '../../api/llm.ts';
import { toPlain } from './to-plain.ts';

/** LangChain's names of providers where the semantic conventions have others. */
const PROVIDERS: Readonly<Record<string, string>> = {
  azure: 'azure.ai.openai',
  amazon_bedrock: 'aws.bedrock',
  bedrock: 'aws.bedrock',
  google_vertexai: 'gcp.vertex_ai',
  google_genai: 'gcp.gemini',
  google: 'gcp.gen_ai',
  mistral: 'mistral_ai',
  mistralai: 'mistral_ai',
  xai: 'x_ai',
  ibm: 'ibm.watsonx.ai',
  watsonx: 'ibm.watsonx.ai',
};

/** What LangChain calls a message whose provider gave it no id. */
const OWN_ID = 'run-';

type Members = Readonly<Record<string, unknown>>;

/** What is asked of a model, told from what LangChain tells when a run of it starts. */
export function describeRequest(
  model: unknown,
  extraParams: unknown,
  metadata: unknown,
): Pick<LlmOptions, 'provider' | 'model' | 'parameters' | 'tools'> & { readonly className: string } {
  const known = toMembers(metadata);
  const given = toMembers(toMembers(extraParams)['invocation_params']);
  const provider = text(known['ls_provider']) ?? 'unknown';
  const name = text(known['ls_model_name']) ?? text(given['model']) ?? text(given['model_name']);
  const id = toMembers(model)['id'];
  return {
    provider: PROVIDERS[provider] ?? provider,
    ...(name === undefined ? {} : { model: name }),
    parameters: toParameters(known, given),
    ...(given['tools'] === undefined ? {} : { tools: given['tools'] }),
    className: text(Array.isArray(id) ? id.at(-1) : undefined) ?? 'model',
  };
}

/** What a model answered. */
export function describeResponse(result: unknown): LlmResponse {
  const { generations, llmOutput } = toMembers(result);
  const all = (Array.isArray(generations) ? generations.flat() : []).map(toMembers);
  const messages = all.map(({ message }) => message).filter((message) => message !== undefined);
  const first = toMembers(messages[0]);
  const about = toMembers(first['response_metadata']);
  const reasons = all.map((each) => {
    const own = toMembers(toMembers(each['message'])['response_metadata']);
    const info = toMembers(each['generationInfo']);
    return text(own['finish_reason']) ?? text(own['stop_reason']) ?? text(info['finish_reason']);
  });
  const id = [about['id'], first['id']].map(text).find((each) => each?.startsWith(OWN_ID) === false);
  const model = text(about['model_name']) ?? text(about['model']);
  const toolCalls = messages.flatMap((message) => toList(toMembers(message)['tool_calls']));
  const usage = toUsage(toMembers(first['usage_metadata']), toMembers(toMembers(llmOutput)['tokenUsage']));
  return {
    ...(id === undefined ? {} : { id }),
    ...(model === undefined ? {} : { model }),
    finishReasons: reasons.filter((reason) => reason !== undefined),
    usage,
    messages: () => (messages.length > 0 ? messages.map((message) => toPlain(message)) : all.map(toCompletion)),
    ...(toolCalls.length === 0 ? {} : { toolCalls }),
  };
}

/** A model that completes texts answers with texts. */
function toCompletion({ text: content }: Members): object {
  return { role: 'assistant', content };
}

function toParameters(known: Members, given: Members): LlmParameters {
  const stop = toList(known['ls_stop'] ?? given['stop']).filter((item) => typeof item === 'string');
  return withoutAbsent({
    temperature: number(known['ls_temperature']) ?? number(given['temperature']),
    maxTokens: number(known['ls_max_tokens']) ?? number(given['max_tokens']) ?? number(given['max_completion_tokens']),
    topP: number(given['top_p']),
    topK: number(given['top_k']),
    frequencyPenalty: number(given['frequency_penalty']),
    presencePenalty: number(given['presence_penalty']),
    seed: number(given['seed']),
    choiceCount: number(given['n']),
    stopSequences: stop.length === 0 ? undefined : stop,
  });
}

function toUsage(usage: Members, older: Members): LlmUsage {
  const input = toMembers(usage['input_token_details']);
  const output = toMembers(usage['output_token_details']);
  return withoutAbsent({
    inputTokens: number(usage['input_tokens']) ?? number(older['promptTokens']),
    outputTokens: number(usage['output_tokens']) ?? number(older['completionTokens']),
    cacheReadTokens: number(input['cache_read']),
    cacheCreationTokens: number(input['cache_creation']),
    reasoningTokens: number(output['reasoning']),
  });
}

function withoutAbsent<Given extends object>(
  members: Given,
): { [Name in keyof Given]?: Exclude<Given[Name], undefined> } {
  const present = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as { [Name in keyof Given]?: Exclude<Given[Name], undefined> };
}

function toMembers(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}

function toList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
