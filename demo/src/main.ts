import { startCallbacks } from './callbacks.ts';
import { readDemoConfiguration } from './configuration.ts';
import { openContentStore } from './content-store.ts';
import { playScriptedConversations } from './play-scripts.ts';
import { createDemoServer } from './server.ts';
import { startTelemetries, SUPPORT_BOT } from './start-telemetries.ts';
import { startThirdParties } from './third-parties.ts';

const SHOP_TIMEOUT_MILLIS = 3000;

async function main(): Promise<void> {
  const { host, port, directory, publicUrl } = readDemoConfiguration(process.env);
  const content = openContentStore(directory);
  const thirdParties = await startThirdParties();
  const telemetries = startTelemetries(directory);
  const context = {
    shopUrl: thirdParties.shopUrl,
    shopTimeoutMillis: SHOP_TIMEOUT_MILLIS,
    textMessageUrl: thirdParties.closedUrl,
    callbacks: await startCallbacks(),
    readContent: () => content.read(),
  };
  const server = createDemoServer({
    telemetry: telemetries.sandbox,
    context,
    content,
    publicUrl,
    host,
    bot: { id: SUPPORT_BOT.id, environment: 'sandbox' },
  });
  const url = await server.listen({ host, port });

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await server.close();
    await Promise.all(Object.values(telemetries).map((telemetry) => telemetry.shutdown()));
    // The companies end with the process: a scripted conversation that is cut short must not record failed calls.
    process.exit(0);
  };
  for (const event of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(event, () => void stop());
  process.send?.({ type: 'ready', urls: { demo: url } });
  await playScriptedConversations(telemetries, context, directory).catch((error: unknown) => {
    if (!stopping) throw error;
  });
}

main().catch((error: unknown) => {
  const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  console.error(
    taken
      ? `The demo bot's port is taken: set BOTSCOPE_DEMO_PORT to another one. (${String(error)})`
      : `The demo bot could not start: ${(error as Error).message}`,
  );
  process.exit(1);
});
