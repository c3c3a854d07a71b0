/**
 * A whole bot in one file: a web chat over HTTP, recorded from the message to the call that answers it.
 *
 *   node examples/support-bot.ts
 *   curl -i localhost:3030 -d '{"conversation":"c-1","text":"Where is order 8812?"}'
 *
 * Records go to OTEL_EXPORTER_OTLP_ENDPOINT (default http://127.0.0.1:4318); while nobody listens there they wait on disk.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { startBotTelemetry } from '@botscope/instrumentation/node';
import type { Flow, Turn } from '@botscope/instrumentation';

const SHOP_URL = process.env.SHOP_URL ?? 'https://shop.example';
const telemetry = startBotTelemetry({
  serviceName: 'support-bot',
  environment: 'sandbox',
  bot: { id: 'support', name: 'Support', version: '1.0.0' },
});

interface Incoming {
  readonly conversation?: string;
  readonly text: string;
}

function findOrderId(flow: Flow, text: string): string | undefined {
  return flow.step({ id: 'find-order', name: 'Find the order number', type: 'condition', input: { text } }, (step) => {
    const id = /\d{4,}/.exec(text)?.[0];
    step.setNext(id === undefined ? 'ask' : 'look-up');
    return id;
  });
}

function lookUp(flow: Flow, id: string): Promise<{ readonly status: string }> {
  return flow.step({ id: 'look-up', name: 'Look up the order', type: 'api', input: { id } }, async (step) => {
    const response = await step.fetch(`${SHOP_URL}/orders/${id}`, { urlTemplate: '/orders/{id}' });
    if (!response.ok) throw new Error(`The shop answered ${response.status}.`);
    const order = (await response.json()) as { readonly status: string };
    step.variables.set('order', order);
    return order;
  });
}

function answer(turn: Turn, text: string): Promise<string> {
  return turn.flow({ id: 'order-status', name: 'Order status', trigger: 'intent' }, async (flow) => {
    const id = findOrderId(flow, text);
    if (id === undefined) return 'Which order do you mean?';
    const order = await lookUp(flow, id);
    return `Order ${id} is ${order.status}.`;
  });
}

async function handle(incoming: Incoming, response: ServerResponse): Promise<void> {
  const conversation = telemetry.conversation({
    ...(incoming.conversation === undefined ? {} : { uid: incoming.conversation }),
    channel: 'web',
  });
  const reply = await conversation
    .turn({ input: incoming.text }, (turn) => answer(turn, incoming.text))
    .catch(() => 'Something went wrong. We are looking into it.');
  response.writeHead(200, { 'content-type': 'application/json', ...conversation.responseHeaders() });
  response.end(JSON.stringify({ conversation: conversation.uid, reply }));
}

async function readJson(request: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Incoming;
}

const server = createServer((request, response) => {
  readJson(request)
    .then((incoming) => handle(incoming, response))
    .catch(() => response.writeHead(400).end('Send {"text": "…"} as JSON.\n'));
});
server.listen(Number(process.env.PORT ?? 3030), '127.0.0.1', () => {
  const address = server.address();
  console.log(`support-bot listens on ${typeof address === 'object' ? address?.port : address}`);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close();
    void telemetry.shutdown().then(() => process.exit(0));
  });
}
