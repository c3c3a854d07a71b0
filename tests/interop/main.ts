import { ensureBackends } from '../backends/build/ensure-backends.ts';
import { runChecks, type Check } from '../backends/checks/check.ts';
import { checkFirstConversation } from './checks/first-conversation.ts';
import { checkOtherNames } from './checks/other-names.ts';
import { checkQueues } from './checks/queues.ts';
import { checkSupportBot, checkTrace } from './checks/support-bot.ts';
import { ensurePython } from './run/ensure-python.ts';
import { startEngines, type Engines, type Reader } from './run/engines.ts';
import type { Destination } from './run/run-emitter.ts';

const FOREIGN = '../tests/interop/collectors/foreign.yaml';

/** Emitters that know nothing of Botscope, on both engines. */
function createChecks(python: string, engines: Engines): Check[] {
  const { collector, product, loki, standalone } = engines;
  const traceIds: string[] = [];
  const send = async (endpoint: string, reader: Reader, protocol: Destination['protocol'] = 'http/protobuf') => {
    const traceId = await checkSupportBot(python, { endpoint, protocol }, reader);
    traceIds.push(traceId);
    return traceId;
  };
  const sendThrough = (file: string, target: string, reader: Reader) =>
    engines.withCollector({ files: [file], environment: { BOTSCOPE_COLLECTOR_URL: target } }, async ({ url }) => {
      await send(url, reader);
    });
  const toCheck = (name: string, run: () => Promise<unknown>): Check => ({ name, run: async () => void (await run()) });
  return [
    toCheck('OpenTelemetry Python, HTTP, into standalone', () => send(product.urls.otlp, standalone)),
    toCheck('OpenTelemetry Python, HTTP, into Collector and Loki', () => send(collector.url, loki)),
    toCheck('OpenTelemetry Python, gRPC, into Collector and Loki', () => send(collector.grpcUrl, loki, 'grpc')),
    toCheck("the guide's program, into standalone", () =>
      checkFirstConversation(python, product.urls.otlp, standalone),
    ),
    toCheck("the guide's program, into Collector and Loki", () => checkFirstConversation(python, collector.url, loki)),
    toCheck("other frameworks' names and types, the same in both engines", () => checkOtherNames(python, engines)),
    toCheck('a Collector that batches and compresses, before standalone', () =>
      sendThrough(FOREIGN, product.urls.otlp, standalone),
    ),
    toCheck('a Collector that batches and compresses, before ours', () => sendThrough(FOREIGN, collector.url, loki)),
    toCheck('agent.yaml before standalone', () => sendThrough('agent.yaml', product.urls.otlp, standalone)),
    toCheck('a queue on the way acknowledges what is in memory only, agent.yaml does not', () =>
      checkQueues(engines, FOREIGN, 'agent.yaml'),
    ),
    toCheck("config.yaml with standalone in Loki's place", () =>
      engines.withCollector({ files: ['config.yaml'], lokiUrl: product.urls.loki }, async ({ url }) =>
        checkTrace(standalone, await send(url, standalone)),
      ),
    ),
    toCheck('the traces of all of them', async () => {
      for (const traceId of traceIds) await checkTrace(standalone, traceId);
    }),
  ];
}

/** Ends with "N passed, N failed"; arguments choose the checks whose names contain one of them. */
async function main(): Promise<boolean> {
  const python = ensurePython();
  const engines = await startEngines(await ensureBackends());
  const wanted = process.argv.slice(2);
  const checks = createChecks(python, engines).filter(
    ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
  );
  const { passed, failed } = await runChecks(checks).finally(() => engines.close());
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0;
}

const succeeded = await main().catch((error: unknown) => {
  console.log(`FAILED to start: ${error instanceof Error ? error.message : String(error)}\n0 passed, 1 failed`);
  return false;
});
process.exit(succeeded ? 0 : 1);
