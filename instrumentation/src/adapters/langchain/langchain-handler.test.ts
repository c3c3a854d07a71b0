import { AIMessage, AIMessageChunk, HumanMessage, type BaseMessage } from '@langchain/core/messages';
import { StringOutputParser } from '@langchain/core/output_parsers';
import { ChatGenerationChunk } from '@langchain/core/outputs';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { RunnableLambda } from '@langchain/core/runnables';
import { DynamicTool } from '@langchain/core/tools';
import { FakeListChatModel, FakeLLM, FakeRetriever, FakeStreamingChatModel } from '@langchain/core/utils/testing';
import { END, interrupt, MemorySaver, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';
import { describe, expect, it } from 'vitest';
import { createBotTelemetry } from '../../index.ts';
import { startTestTelemetry, toBody, type TestTelemetry } from '../../testing/test-telemetry.ts';
import { createLangChainHandler } from './index.ts';

/** Name of every span with that of its parent. */
async function treeOf(test: TestTelemetry): Promise<(readonly [string, string | undefined])[]> {
  const spans = await test.spans();
  return spans.map(
    ({ name, parentSpanId }) => [name, spans.find(({ spanId }) => spanId === parentSpanId)?.name] as const,
  );
}

async function stepsOf(test: TestTelemetry): Promise<unknown[][]> {
  const steps = (await test.records('bot.step.completed')).map(({ attributes }) => attributes);
  const rows = steps.map((step) => [Number(step['bot.step.index']), step['bot.step.type'], step['bot.step.id']]);
  return rows.sort(([a], [b]) => Number(a) - Number(b)).map(([, type, id]) => [type, id]);
}

const answer = new AIMessage({
  content: 'Order 7 is on its way.',
  usage_metadata: { input_tokens: 12, output_tokens: 5, total_tokens: 17, input_token_details: { cache_read: 4 } },
  response_metadata: { finish_reason: 'stop', model_name: 'fake-1-0613' },
});

/** A model that says its name as a real one does. */
class NamedModel extends FakeStreamingChatModel {
  override getLsParams(): {
    ls_provider: string;
    ls_model_name: string;
    ls_model_type: 'chat';
    ls_temperature: number;
  } {
    return { ls_provider: 'azure', ls_model_name: 'fake-1', ls_model_type: 'chat', ls_temperature: 0.5 };
  }
  override _generate(messages: BaseMessage[]): Promise<{ generations: { text: string; message: AIMessage }[] }> {
    return Promise.resolve({ generations: [{ text: String(messages.length), message: answer }] });
  }
}

/** A model that streams its answer with its usage at the end, as real ones do. */
class StreamingModel extends FakeStreamingChatModel {
  override async *_streamResponseChunks(
    ...[, , manager]: Parameters<FakeStreamingChatModel['_streamResponseChunks']>
  ): AsyncGenerator<ChatGenerationChunk> {
    const usage = { input_tokens: 3, output_tokens: 2, total_tokens: 5 };
    const end = { usage_metadata: usage, response_metadata: { finish_reason: 'stop' } };
    for (const [text, more] of [
      ['On its ', {}],
      ['way.', end],
    ] as const) {
      yield new ChatGenerationChunk({ text, message: new AIMessageChunk({ content: text, ...more }) });
      await manager?.handleLLMNewToken(text);
    }
  }
}

describe('createLangChainHandler', () => {
  it('records a chain as a flow, what it holds as steps, its model as an LLM step, in the active turn', async () => {
    const test = await startTestTelemetry();
    const callbacks = [createLangChainHandler(test.telemetry)];
    const prompt = ChatPromptTemplate.fromMessages([['user', 'Where is {what}?']]);
    const chain = prompt.pipe(new FakeListChatModel({ responses: ['On its way.'] })).pipe(new StringOutputParser());
    const reply = await test.telemetry
      .conversation({ uid: 'c1' })
      .turn({ input: 'Where is order 7?' }, () => chain.invoke({ what: 'order 7' }, { callbacks, runName: 'Orders' }));
    expect(reply).toBe('On its way.');
    expect(await stepsOf(test)).toEqual([
      ['prompt', 'ChatPromptTemplate'],
      ['llm', 'FakeListChatModel'],
      ['parser', 'StrOutputParser'],
    ]);
    const flow = await test.record('bot.flow.completed');
    expect(flow.attributes).toMatchObject({ 'bot.flow.id': 'Orders', 'gen_ai.conversation.id': 'c1' });
    expect(toBody(flow)).toEqual({ input: { what: 'order 7' }, result: { output: 'On its way.' } });
    const [, llm] = await test.records('bot.step.completed');
    expect(toBody(llm!)).toEqual({
      input: { messages: [{ role: 'user', content: 'Where is order 7?' }], parameters: {} },
      output: { messages: [{ role: 'assistant', content: 'On its way.' }] },
    });
    expect((await treeOf(test)).sort()).toEqual([
      ['chat', 'step llm FakeListChatModel'],
      ['flow Orders', 'turn'],
      ['step llm FakeListChatModel', 'flow Orders'],
      ['step parser StrOutputParser', 'flow Orders'],
      ['step prompt ChatPromptTemplate', 'flow Orders'],
      ['turn', undefined],
    ]);
  });

  it('records a graph as a flow, nodes, tools and models within them as steps, in their order', async () => {
    const test = await startTestTelemetry();
    const lookUp = new DynamicTool({
      name: 'look_up',
      description: 'Looks up.',
      func: (id) => Promise.resolve(`order ${id}`),
    });
    const model = new NamedModel({});
    const graph = new StateGraph(MessagesAnnotation)
      .addNode('find', async (_state, config) => ({ messages: [new HumanMessage(await lookUp.invoke('7', config))] }))
      .addNode('answer', async ({ messages }, config) => ({ messages: [await model.invoke(messages, config)] }))
      .addEdge(START, 'find')
      .addEdge('find', 'answer')
      .addEdge('answer', END)
      .compile();
    await test.telemetry
      .conversation()
      .turn({}, () =>
        graph.invoke(
          { messages: [new HumanMessage('Where is it?')] },
          { callbacks: [createLangChainHandler(test.telemetry)], runName: 'Support' },
        ),
      );
    expect(await stepsOf(test)).toEqual([
      ['node', 'find'],
      ['tool', 'look_up'],
      ['node', 'answer'],
      ['llm', 'NamedModel'],
    ]);
    expect(await treeOf(test)).toEqual(
      expect.arrayContaining([
        ['flow Support', 'turn'],
        ['step node find', 'flow Support'],
        ['step tool look_up', 'step node find'],
        ['step node answer', 'flow Support'],
        ['step llm NamedModel', 'step node answer'],
        ['chat fake-1', 'step llm NamedModel'],
      ]),
    );
    const llm = (await test.records('bot.step.completed')).find((each) => each.attributes['bot.step.type'] === 'llm');
    expect(llm?.attributes).toMatchObject({
      'gen_ai.provider.name': 'azure.ai.openai',
      'gen_ai.request.model': 'fake-1',
      'gen_ai.response.model': 'fake-1-0613',
      'gen_ai.usage.input_tokens': 12n,
      'gen_ai.usage.output_tokens': 5n,
      'gen_ai.usage.cache_read.input_tokens': 4n,
      'gen_ai.response.finish_reasons': ['stop'],
    });
    const call = (await test.spans()).find(({ name }) => name === 'chat fake-1');
    expect(call?.attributes['gen_ai.request.temperature']).toBe(0.5);
    const turn = await test.record('bot.turn.completed');
    expect(turn.attributes).toMatchObject({ 'bot.flow.id': 'Support', 'bot.turn.step_count': 4n });
  });

  it('opens a turn for a run outside any, with what was said on both sides, where it is told the conversation', async () => {
    const test = await startTestTelemetry();
    const graph = new StateGraph(MessagesAnnotation)
      .addNode('say', () => ({ messages: [new AIMessage('Hello.')] }))
      .addEdge(START, 'say')
      .compile({ checkpointer: new MemorySaver() });
    const handler = createLangChainHandler(test.telemetry, {
      conversation: ({ metadata }) => ({ uid: String(metadata['thread_id']) }),
    });
    const config = { callbacks: [handler], configurable: { thread_id: 'c7' } };
    await graph.invoke({ messages: [new HumanMessage('Hi.')] }, config);
    expect(toBody(await test.record('bot.message.received'))).toEqual({ text: 'Hi.' });
    expect(toBody(await test.record('bot.message.sent'))).toEqual({ text: 'Hello.' });
    const turn = await test.record('bot.turn.completed');
    expect(turn.attributes).toMatchObject({ 'gen_ai.conversation.id': 'c7', 'bot.turn.step_count': 1n });
  });

  it('records nothing of a run outside any turn without that option', async () => {
    const test = await startTestTelemetry();
    const callbacks = [createLangChainHandler(test.telemetry)];
    expect((await new FakeListChatModel({ responses: ['a'] }).invoke('x', { callbacks })).content).toBe('a');
    await test.record('bot.system.started');
    expect(await test.records('bot.step.completed')).toEqual([]);
  });

  it('records the error of a model with everything around it, and leaves it to the bot', async () => {
    const test = await startTestTelemetry();
    const model = new FakeStreamingChatModel({ thrownErrorString: 'quota is used up' });
    const chain = RunnableLambda.from((text: string) => text).pipe(model);
    const run = test.telemetry
      .conversation()
      .turn({}, () => chain.invoke('x', { callbacks: [createLangChainHandler(test.telemetry)] }));
    await expect(run).rejects.toThrow('quota is used up');
    const failed = (await test.records('bot.step.completed')).find(
      (step) => step.attributes['bot.step.type'] === 'llm',
    );
    expect(failed?.attributes).toMatchObject({ 'bot.outcome': 'error', 'exception.message': 'quota is used up' });
    expect((await test.record('bot.flow.completed')).attributes['bot.outcome']).toBe('error');
    expect((await test.record('bot.turn.completed')).attributes['bot.turn.error_count']).toBe(1n);
  });

  it('records text, tokens and finish reason of a streamed answer', async () => {
    const test = await startTestTelemetry();
    const model = new StreamingModel({});
    const read: unknown[] = [];
    await test.telemetry.conversation().turn({}, async () => {
      const stream = await model.stream('x', { callbacks: [createLangChainHandler(test.telemetry)] });
      for await (const chunk of stream) read.push(chunk.content);
    });
    expect(read).toEqual(['On its ', 'way.']);
    const record = await test.record('bot.step.completed');
    expect(record.attributes).toMatchObject({
      'gen_ai.usage.output_tokens': 2n,
      'gen_ai.response.finish_reasons': ['stop'],
    });
    expect(toBody(record)['output']).toEqual({ messages: [{ role: 'assistant', content: 'On its way.' }] });
    const call = (await test.spans()).find(({ name }) => name === 'chat');
    expect(call?.attributes['gen_ai.request.stream']).toBe(true);
  });

  it('records what has come of a streamed answer that the bot left, when the telemetry shuts down', async () => {
    const test = await startTestTelemetry();
    const chain = RunnableLambda.from((text: string) => text).pipe(new FakeListChatModel({ responses: ['abc'] }));
    await test.telemetry.conversation().turn({}, async () => {
      const stream = await chain.stream('x', { callbacks: [createLangChainHandler(test.telemetry)] });
      for await (const chunk of stream) if (chunk.content === 'b') break;
    });
    await test.telemetry.shutdown({ timeoutMillis: 60_000 });
    const llm = test.collector
      .eventsOf('bot.step.completed')
      .find((step) => step.attributes['bot.step.type'] === 'llm');
    expect(toBody(llm!)['output']).toMatchObject({ incomplete: true });
    expect(test.collector.eventsOf('bot.flow.completed')).toHaveLength(1);
  });

  it('records retrievers with the documents they found, models that complete texts, and parallel runs', async () => {
    const test = await startTestTelemetry();
    const callbacks = [createLangChainHandler(test.telemetry)];
    await test.telemetry
      .conversation()
      .turn({}, () =>
        Promise.all([
          new FakeRetriever().invoke('orders', { callbacks }),
          new FakeLLM({ response: 'done' }).invoke('Complete this', { callbacks }),
        ]),
      );
    const steps = await test.records('bot.step.completed');
    const [retriever, llm] = ['retriever', 'llm'].map((type) =>
      steps.find(({ attributes }) => attributes['bot.step.type'] === type),
    );
    expect(toBody(retriever!)).toMatchObject({
      input: { query: 'orders' },
      output: [{ pageContent: 'foo' }, { pageContent: 'bar' }],
    });
    expect(llm?.attributes['gen_ai.operation.name']).toBe('text_completion');
    expect(toBody(llm!)).toMatchObject({
      input: { messages: ['Complete this'] },
      output: { messages: [{ role: 'assistant', content: 'done' }] },
    });
  });

  it('shows an interrupted graph as waiting for a person, not as failed', async () => {
    const test = await startTestTelemetry();
    const graph = new StateGraph(MessagesAnnotation)
      .addNode('ask', () => ({ messages: [new HumanMessage(String(interrupt('Really?')))] }))
      .addEdge(START, 'ask')
      .compile({ checkpointer: new MemorySaver() });
    const config = { callbacks: [createLangChainHandler(test.telemetry)], configurable: { thread_id: 't1' } };
    await test.telemetry.conversation().turn({}, () => graph.invoke({ messages: [] }, config));
    const step = await test.record('bot.step.completed');
    expect(step.attributes).toMatchObject({ 'bot.outcome': 'success', 'bot.controller.state': 'waiting_for_input' });
    expect(toBody(step)['output']).toMatchObject({ interrupts: [{ value: 'Really?' }] });
  });

  it('does nothing when nothing records', async () => {
    const handler = createLangChainHandler(createBotTelemetry({ enabled: false }));
    expect((await new FakeListChatModel({ responses: ['a'] }).invoke('x', { callbacks: [handler] })).content).toBe('a');
  });
});
