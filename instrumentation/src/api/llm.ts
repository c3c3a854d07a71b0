import type { Recordable } from './recordable.ts';
import type { Step } from './step.ts';

/** What a call of a language model is. */
export interface LlmOptions {
  /** Configured id; makes the "view node" link. */
  readonly id: string;
  readonly name?: string;
  /** `gen_ai.provider.name`: `openai`, `anthropic`, `aws.bedrock`, `gcp.vertex_ai`, `azure.ai.openai`, … */
  readonly provider: string;
  /** Model that is asked for. */
  readonly model?: string;
  /** `gen_ai.operation.name`: `chat` by default, `text_completion`, `generate_content`, `embeddings`, … */
  readonly operation?: string;
  /** The messages that the model is given, system message included. */
  readonly messages?: Recordable;
  /** Definitions of the tools that the model may call. */
  readonly tools?: Recordable;
  readonly parameters?: LlmParameters;
  /** Where the model is served. */
  readonly server?: { readonly address: string; readonly port?: number };
}

/** Parameters of a request, as the semantic conventions have them. */
export interface LlmParameters {
  readonly temperature?: number;
  readonly topP?: number;
  readonly topK?: number;
  /** Most tokens of the answer. */
  readonly maxTokens?: number;
  readonly frequencyPenalty?: number;
  readonly presencePenalty?: number;
  readonly stopSequences?: readonly string[];
  readonly seed?: number;
  /** Answers asked for. */
  readonly choiceCount?: number;
  /** `text`, `json`, `image`, `speech`. */
  readonly outputType?: string;
}

/** Tokens that a call took. Cached and reasoning tokens are parts of the input and output tokens. */
export interface LlmUsage {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  /** Read from the provider's cache. */
  readonly cacheReadTokens?: number;
  /** Written to the provider's cache. */
  readonly cacheCreationTokens?: number;
  readonly reasoningTokens?: number;
}

/** What the model answered. */
export interface LlmResponse {
  /** `gen_ai.response.id`. */
  readonly id?: string;
  /** Model that answered. */
  readonly model?: string;
  /** One a generation: `stop`, `length`, `tool_calls`, … */
  readonly finishReasons?: readonly string[];
  readonly usage?: LlmUsage;
  /** The messages that it answered with. */
  readonly messages?: Recordable;
  /** The tools that it wants called, each with name and arguments. */
  readonly toolCalls?: Recordable;
}

/** A piece of a tool call in a stream; pieces of equal index belong together. */
export interface LlmToolCallPiece {
  /** 0 by default. */
  readonly index?: number;
  readonly id?: string;
  readonly name?: string;
  /** Text that is added to the arguments so far. */
  readonly arguments?: string;
}

/** What one chunk of a stream brings. Of usage, id, model and finish reason the last counts. */
export interface LlmChunk {
  /** Text that is added to the answer so far. */
  readonly text?: string;
  readonly toolCalls?: readonly LlmToolCallPiece[];
  readonly finishReason?: string;
  readonly id?: string;
  readonly model?: string;
  readonly usage?: LlmUsage;
}

/** A step that asks a language model. */
export interface LlmStep extends Step {
  /** What the model answered; a later call adds to an earlier one. Without one a text that the step returns is the answer. */
  setResponse(response: LlmResponse): void;
  /**
   * Records a streaming answer while the bot reads it. The stream comes back as what it is (a `ReadableStream`, or the same
   * object with everything it has, read by `for await`), with the same chunks, pace and errors. The step ends when the stream
   * does: at its end, when reading fails, or when the bot leaves it early. `read` says what a chunk brings; what it throws is
   * counted and never reaches the bot.
   */
  stream<Chunk, Source extends AsyncIterable<Chunk>>(
    source: Source & AsyncIterable<Chunk>,
    read: (chunk: Chunk) => LlmChunk | undefined,
  ): Source;
}
