/**
 * A LangGraph bot that records itself: the graph as a flow, its nodes, tools and models as steps.
 *
 *   node examples/langchain-bot.ts "Where is order 8812?"
 *
 * Its model is one of LangChain's fakes, so that it needs no key: put your own in its place. Records go to
 * OTEL_EXPORTER_OTLP_ENDPOINT (default http://127.0.0.1:4318); while nobody listens there they wait on disk.
 */
import { AIMessage, HumanMessage } from '@langchain/core/messages';
import { DynamicTool } from '@langchain/core/tools';
import { FakeListChatModel } from '@langchain/core/utils/testing';
import { END, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';
import { createLangChainHandler } from '@botscope/instrumentation/langchain';
import { startBotTelemetry } from '@botscope/instrumentation/node';

const telemetry = startBotTelemetry({
  serviceName: 'langchain-bot',
  environment: 'sandbox',
  bot: { id: 'langchain', name: 'LangChain bot', version: '1.0.0' },
});

const model = new FakeListChatModel({ responses: ['Order 8812 is on its way.'] });
const findOrder = new DynamicTool({
  name: 'find_order',
  description: 'Tells the state of an order, given its number.',
  func: (id) => Promise.resolve(`Order ${id}: shipped.`),
});

const graph = new StateGraph(MessagesAnnotation)
  .addNode('find', async ({ messages }, config) => {
    const id = /\d+/.exec(messages.at(-1)?.text ?? '')?.[0] ?? '8812';
    return { messages: [new AIMessage(String(await findOrder.invoke(id, config)))] };
  })
  .addNode('answer', async ({ messages }, config) => ({ messages: [await model.invoke(messages, config)] }))
  .addEdge(START, 'find')
  .addEdge('find', 'answer')
  .addEdge('answer', END)
  .compile();

const question = process.argv[2] ?? 'Where is order 8812?';
const conversation = telemetry.conversation({ channel: 'terminal' });
const reply = await conversation.turn({ input: question }, async () => {
  const callbacks = [createLangChainHandler(telemetry)];
  const { messages } = await graph.invoke({ messages: [new HumanMessage(question)] }, { callbacks, runName: 'Orders' });
  return messages.at(-1)?.text ?? '';
});
console.log(`bot: ${reply}`);
console.log(`conversation ${conversation.uid}`);
await telemetry.shutdown();
