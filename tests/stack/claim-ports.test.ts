import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { STACK_ADDRESSES } from './addresses.ts';
import { claimPorts } from './claim-ports.ts';

async function takePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

describe('claimPorts', () => {
  it('names a port that is taken and its variable, and holds on to none', async () => {
    const [free, taken] = [await claimPorts({ one: { name: STACK_ADDRESSES.lokiGrpc, port: 0 } }), await takePort()];
    const claim = claimPorts({
      one: { name: STACK_ADDRESSES.lokiGrpc, port: free.one },
      other: { name: STACK_ADDRESSES.collectorHealth, port: taken },
    });
    await expect(claim).rejects.toThrow(
      `Port ${taken} for the Collector's health is taken. Stop what uses it, or set BOTSCOPE_COLLECTOR_HEALTH_PORT`,
    );
    expect(await claimPorts({ one: { name: STACK_ADDRESSES.lokiGrpc, port: free.one } })).toEqual(free);
  });

  it('takes free ones, all different, for 0', async () => {
    const wanted = { name: STACK_ADDRESSES.lokiGrpc, port: 0 };
    const { a, b, c } = await claimPorts({ a: wanted, b: wanted, c: wanted });
    expect(new Set([0, a, b, c]).size).toBe(4);
  });
});
