import type { BotTelemetry } from '@botscope/instrumentation';
import { startBotTelemetry } from '@botscope/instrumentation/node';
import { join } from 'node:path';
import { readDemoConfiguration } from './configuration.ts';
import { openContentStore } from './content.ts';
import { playScriptedConversations, type DemoEnvironment } from './scripted-conversations.ts';
import { createDemoServer } from './server.ts';
import { startThirdParties } from './third-parties.ts';

const SUPPORT = { id: 'support', name: 'Support', version: '3.1.0' };
const OUTLET = { id: 'outlet', name: 'Outlet', version: '1.8.2' };

/** One telemetry per environment, as three deployments of the bot would have; only the chat's one is global. */
function startTelemetries(directory: string): Readonly<Record<DemoEnvironment, BotTelemetry>> {
  const start = (environment: DemoEnvironment, bot: typeof SUPPORT, global: boolean) =>
    startBotTelemetry({
      serviceName: `${bot.id}-bot`,
      environment,
      bot,
      global,
      spoolDirectory: join(directory, 'spool', environment),
    });
  return {
    sandbox: start('sandbox', SUPPORT, true),
    staging: start('staging', OUTLET, false),
    production: start('production', OUTLET, false),
  };
}

async function main(): Promise<void> {
  const configuration = readDemoConfiguration(process.env);
  const { host, port, directory, publicUrl } = configuration;
  const content = openContentStore(directory);
  const thirdParties = await startThirdParties();
  const telemetries = startTelemetries(directory);
  const context = {
    shopUrl: thirdParties.shopUrl,
    textMessageUrl: thirdParties.closedUrl,
    readContent: () => content.read(),
  };
  const server = createDemoServer({
    telemetry: telemetries.sandbox,
    context,
    content,
    publicUrl,
    host,
    bot: { id: SUPPORT.id, environment: 'sandbox' },
  });
  const url = await server.listen({ host, port });

  const stop = async () => {
    await server.close();
    await thirdParties.close();
    await Promise.all(Object.values(telemetries).map((telemetry) => telemetry.shutdown()));
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  process.send?.({ type: 'ready', urls: { demo: url } });
  await playScriptedConversations(telemetries, context, directory);
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
