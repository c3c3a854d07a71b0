import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ADDRESSES } from '@botscope/conventions';
import { createGateway, readGatewayConfig } from '@botscope/gateway';
import { readYaml } from './read-yaml.ts';

interface Compose {
  readonly services: Readonly<Record<string, { readonly healthcheck: { readonly test: readonly string[] } }>>;
}

const READ_TOKEN = '5d0e8f3a7b2c4e91';
const SECRETS = { BOTSCOPE_PROXY_SECRET: '91c4e2b7a3f8e0d5', BOTSCOPE_INTERNAL_SECRET: 'a3f8e0d591c4e2b7' };
const { port, readPort } = { port: ADDRESSES.gateway, readPort: ADDRESSES.gatewayReadOnly };

/** Runs a service's health check against another port than its own; the exit code. */
async function runHealthCheck(service: string, from: number, to: string, token: string): Promise<number> {
  const { services } = readYaml<Compose>('docker-compose.yml');
  const [, , ...args] = services[service]?.healthcheck.test ?? [];
  const own = args.map((arg) => arg.replace(`:${from}/`, `:${to}/`));
  const child = spawn(process.execPath, own, { env: { BOTSCOPE_READ_TOKEN: token }, stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number];
  return code;
}

describe('docker-compose.yml: the gateway’s health check', () => {
  it('passes while the gateway answers, with the read token', async () => {
    const gateway = createGateway(
      readGatewayConfig({
        ...SECRETS,
        BOTSCOPE_READ_TOKEN: READ_TOKEN,
        [port.portVariable]: '0',
        [readPort.portVariable]: '0',
        // Nobody listens there: the gateway is well while what stands behind it is down.
        BOTSCOPE_LOKI_URL: 'http://127.0.0.1:9',
        BOTSCOPE_TEMPO_URL: 'http://127.0.0.1:9',
        BOTSCOPE_SIDECAR_URL: 'http://127.0.0.1:9',
      }),
    );
    onTestFinished(() => gateway.close());
    const { readOnly } = await gateway.listen();
    const check = (token: string) => runHealthCheck('gateway', readPort.defaultPort, new URL(readOnly).port, token);
    expect(await check(READ_TOKEN)).toBe(0);
    expect(await check('another token')).toBe(1);
    await gateway.close();
    expect(await check(READ_TOKEN)).toBe(1);
  });
});
