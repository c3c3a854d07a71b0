import { readGatewayConfig, type GatewayConfig } from './config.ts';
import { createGateway, type Gateway } from './create-gateway.ts';
import { describeFailure } from './describe-failure.ts';

function stopOnSignal(gateway: Gateway): void {
  const stop = (): void => {
    void gateway.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop);
}

async function main(): Promise<void> {
  let config: GatewayConfig | undefined;
  try {
    config = readGatewayConfig(process.env);
    const gateway = createGateway(config, { log: (line) => console.error(`gateway: ${line}`) });
    const urls = await gateway.listen();
    stopOnSignal(gateway);
    console.log(`gateway: people through ${urls.people}, data sources read through ${urls.readOnly}`);
    process.send?.({ type: 'ready', urls });
  } catch (error) {
    console.error(`gateway: ${describeFailure(error, config)}`);
    process.exit(1);
  }
}

await main();
