import type { CallbackHandlerMethods } from '@langchain/core/callbacks/base';
import type { BotTelemetry } from '../../api/bot-telemetry.ts';
import { guard } from '../../core/kernel.ts';
import { kernelOf } from '../../core/kernel-of.ts';
import type { LangChainOptions } from './langchain-options.ts';
import { RunRecorder } from './run-recorder.ts';

/** What to put into `callbacks`. One handler serves any number of runs, also at once. */
export interface LangChainHandler extends CallbackHandlerMethods {
  readonly name: string;
  /** LangChain calls it in the context of the run, so that the active turn is known. */
  readonly awaitHandlers: boolean;
}

/**
 * Records runs of LangChain and LangGraph below the active turn: chains and graphs as flows; nodes, tools, retrievers and other
 * runnables as steps; models as LLM steps. Never throws into a run.
 */
export function createLangChainHandler(telemetry: BotTelemetry, options: LangChainOptions = {}): LangChainHandler {
  const handler = { name: 'botscope', awaitHandlers: true };
  const kernel = kernelOf(telemetry);
  if (kernel === undefined) return handler;
  const recorder = new RunRecorder(kernel, telemetry, options.conversation);
  const safely = (run: () => void): void => {
    if (kernel.sink.isRecording()) guard(kernel, 'langchain', run);
  };
  return {
    ...handler,
    // The order in which LangChain calls it; its declared one has type and parent in each other's place.
    handleChainStart: (chain, inputs, runId, parentRunId, tags, metadata, runType, runName) =>
      safely(() =>
        recorder.startChain(
          { serialized: chain, input: inputs, runId, parentRunId, tags, metadata, name: runName },
          runType,
        ),
      ),
    handleChainEnd: (outputs, runId) => safely(() => recorder.end(runId, outputs)),
    handleChainError: (error, runId) => safely(() => recorder.fail(runId, error)),
    handleChatModelStart: (model, [messages], runId, parentRunId, extra, tags, metadata, runName) =>
      safely(() =>
        recorder.startModel(
          { serialized: model, input: messages, runId, parentRunId, tags, metadata, name: runName },
          'chat',
          extra,
        ),
      ),
    handleLLMStart: (model, prompts, runId, parentRunId, extra, tags, metadata, runName) =>
      safely(() =>
        recorder.startModel(
          { serialized: model, input: prompts, runId, parentRunId, tags, metadata, name: runName },
          'text_completion',
          extra,
        ),
      ),
    handleLLMNewToken: (token, _index, runId) => safely(() => recorder.addToken(runId, token)),
    handleLLMEnd: (result, runId) => safely(() => recorder.endModel(runId, result)),
    handleLLMError: (error, runId) => safely(() => recorder.fail(runId, error)),
    handleToolStart: (tool, input, runId, parentRunId, tags, metadata, runName) =>
      safely(() =>
        recorder.startStep({ serialized: tool, input, runId, parentRunId, tags, metadata, name: runName }, 'tool'),
      ),
    handleToolEnd: (output, runId) => safely(() => recorder.end(runId, output)),
    handleToolError: (error, runId) => safely(() => recorder.fail(runId, error)),
    handleRetrieverStart: (retriever, query, runId, parentRunId, tags, metadata, name) =>
      safely(() =>
        recorder.startStep(
          { serialized: retriever, input: { query }, runId, parentRunId, tags, metadata, name },
          'retriever',
        ),
      ),
    handleRetrieverEnd: (documents, runId) => safely(() => recorder.end(runId, documents)),
    handleRetrieverError: (error, runId) => safely(() => recorder.fail(runId, error)),
  };
}
