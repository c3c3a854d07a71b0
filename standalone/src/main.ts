import { ADDRESSES } from '@botscope/conventions';
import { readStandaloneConfiguration } from './start/configuration.ts';
import { startStandalone, type RunningUrls } from './start/start-standalone.ts';
import { renderStartUpText } from './start/start-up-text.ts';

function toParts(urls: RunningUrls) {
  return Object.entries(urls).map(([name, url]) => ({ what: ADDRESSES[name as keyof RunningUrls].what, url }));
}

async function main(): Promise<void> {
  const configuration = readStandaloneConfiguration(process.argv.slice(2), process.env);
  const standalone = await startStandalone(configuration, (line) => console.error(line));
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    void standalone.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('disconnect', stop);
  console.log(
    renderStartUpText(toParts(standalone.urls), standalone.urls.demo, standalone.urls.ui, configuration.dataDirectory),
  );
  process.send?.({ type: 'ready', urls: standalone.urls });
}

main().catch((error: unknown) => {
  console.error(`\nBotscope could not start. ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
