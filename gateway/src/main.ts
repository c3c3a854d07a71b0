import { readGatewayConfig, type GatewayConfig } from './config.ts';
import { createGateway, type Gateway } from './create-gateway.ts';
import { describeFailure } from './describe-failure.ts';
import { describeOneTenant } from './describe-one-tenant.ts';

function stopOnSignal(gateway: Gateway): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void gateway.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);
}

async function main(): Promise<void> {
  let config: GatewayConfig | undefined;
  try {
    config = readGatewayConfig(process.env);
    const gateway = createGateway(config, { log: (line) => console.error(`gateway: ${line}`) });
    const urls = await gateway.listen();
    stopOnSignal(gateway);
    console.log(`gateway: people through ${urls.people}, data sources read through ${urls.readOnly}`);
    if (config.lokiTenant !== undefined) console.log(`gateway: ${describeOneTenant(config)}`);
    process.send?.({ type: 'ready', urls });
  } catch (error) {
    console.error(`gateway: ${describeFailure(error, config)}`);
    process.exit(1);
  }
}

await main();
