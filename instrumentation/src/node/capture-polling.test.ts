import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ConfigurationError } from '@botscope/conventions';
import { startTestTelemetry, toBody } from '../testing/test-telemetry.ts';
import { readStartConfiguration } from './start-configuration.ts';

interface TestSidecar {
  readonly url: string;
  readonly requests: http.IncomingMessage[];
}

/** A sidecar whose answers a test gives. */
async function startSidecar(serve: (response: http.ServerResponse) => void): Promise<TestSidecar> {
  const requests: http.IncomingMessage[] = [];
  const server = http.createServer((request, response) => {
    requests.push(request);
    serve(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

describe('startBotTelemetry, capture policy', () => {
  it('asks the sidecar with token, service and instance, and tells of it in stats and run-time samples', async () => {
    const policy = {
      version: 4,
      rules: [
        { service: 'support-bot', minLevel: 'error' },
        { service: 'other', io: 'off' },
      ],
    };
    const sidecar = await startSidecar((response) => response.end(JSON.stringify(policy)));
    const test = await startTestTelemetry({
      ...{ serviceInstanceId: 'i-1', ingestToken: 'token-of-the-tests', runtimeSampleIntervalMillis: 20 },
      capturePolicy: { rules: [{ io: 'off' }], sidecarUrl: sidecar.url },
    });
    await expect.poll(() => test.telemetry.stats().capturePolicy, { timeout: 60_000 }).toMatchObject({ version: 4 });
    expect(test.telemetry.stats().capturePolicy).toEqual({ version: 4, rules: 2, belowMinLevel: 0, failed: {} });
    expect(sidecar.requests[0]).toMatchObject({
      url: '/v1/capture-policy?service=support-bot&instance=i-1',
      headers: { authorization: 'Bearer token-of-the-tests' },
    });
    const told = (): unknown => test.collector.eventsOf('bot.runtime.sampled').map(toBody).at(-1)?.['capturePolicy'];
    await test.collector.until(() => (told() as { version?: number } | undefined)?.version === 4);
    expect(told()).toEqual({ version: 4, rules: 2, failed: 0 });
  });

  it('is no call of the bot and no span, though every outgoing call is recorded', async () => {
    const sidecar = await startSidecar((response) => response.end('{"version":1,"rules":[]}'));
    const test = await startTestTelemetry({ recordOutgoingCalls: true, capturePolicy: { sidecarUrl: false } });
    await test.telemetry.conversation().turn({}, async (turn) => {
      await turn.step({ id: 'n1' }, async () => {
        const inner = await startTestTelemetry({ capturePolicy: { sidecarUrl: sidecar.url } });
        await expect.poll(() => inner.telemetry.stats().capturePolicy.version, { timeout: 60_000 }).toBe(1);
      });
    });
    expect(await test.records('bot.api.call')).toEqual([]);
    expect((await test.spans()).map(({ name }) => name).sort()).toEqual(['step step n1', 'turn']);
  });

  it('names everything that is wrong with the option, together with what else is', () => {
    const options = {
      ...{ serviceName: 's', environment: '' },
      capturePolicy: { rules: [{ io: 'maybe' as 'on' }, {}], sidecarUrl: 'ftp://x', pollIntervalMillis: 5 },
    };
    const problems = ((): readonly string[] => {
      try {
        readStartConfiguration(options, {});
        return [];
      } catch (error) {
        return error instanceof ConfigurationError ? error.problems : [String(error)];
      }
    })();
    for (const words of [
      'capturePolicy.rules[0].io is "maybe"',
      'capturePolicy.rules[1] sets nothing',
      'sidecarUrl is "ftp',
      'pollIntervalMillis is 5',
      'environment',
    ]) {
      expect(
        problems.some((problem) => problem.includes(words)),
        words,
      ).toBe(true);
    }
  });

  it('takes option before variable before nothing', () => {
    const read = (sidecarUrl: string | false | undefined, variable?: string) =>
      readStartConfiguration(
        {
          ...{ serviceName: 's', environment: 'e' },
          ...(sidecarUrl === undefined ? {} : { capturePolicy: { sidecarUrl } }),
        },
        { BOTSCOPE_SIDECAR_URL: variable, BOTSCOPE_INGEST_TOKEN: 'token-of-the-tests' },
      ).capturePolling;
    const asked = (sidecarUrl: string) => ({ sidecarUrl, token: 'token-of-the-tests', intervalMillis: 25_000 });
    expect(read(undefined)).toBeUndefined();
    expect(read(undefined, 'http://a:1')).toEqual(asked('http://a:1'));
    expect(read('http://b:2', 'http://a:1')).toEqual(asked('http://b:2'));
    expect(read(false, 'http://a:1')).toBeUndefined();
  });
});
