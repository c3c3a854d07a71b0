import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '@botscope/conventions';
import { describe, expect, it } from 'vitest';
import { createTestDirectory, readAll } from '../testing/test-directory.ts';
import { startTestTelemetry, TEST_OPTIONS, toBody } from '../testing/test-telemetry.ts';
import { startBotTelemetry } from './start-bot-telemetry.ts';

describe('startBotTelemetry', () => {
  it('E1: names service, component and environment on every record, and nothing of host or process', async () => {
    const test = await startTestTelemetry({ serviceNamespace: 'shop', serviceInstanceId: 'bot-1' });
    test.telemetry.log({ label: 'a' });
    await test.record('bot.log');
    expect(test.collector.resources[0]).toEqual({
      'service.name': 'support-bot',
      'service.namespace': 'shop',
      'service.version': '3.1.0',
      'service.instance.id': 'bot-1',
      'deployment.environment.name': 'sandbox',
    });
    const body = test.collector.requests.find(({ path }) => path === '/v1/logs')?.body.toString('latin1');
    expect(body).toContain('@botscope/instrumentation');
  });

  it('E3: records start, stop and failure of the program', async () => {
    const test = await startTestTelemetry();
    test.telemetry.recordFailure(new Error('no database'));
    await test.telemetry.shutdown();
    const events = ['started', 'failed', 'stopped'].map((name) => test.collector.eventsOf(`bot.system.${name}`)[0]);
    expect(events.map((record) => record?.severityText)).toEqual(['INFO', 'ERROR', 'INFO']);
    expect(events.map((record) => toBody(record!)['reason'])).toEqual(['started', 'no database', 'stopped']);
    expect(events.every((record) => toBody(record!)['version'] === '3.1.0')).toBe(true);
    expect(events[1]?.attributes).toMatchObject({ 'bot.outcome': 'error', 'error.type': 'Error' });
  });

  it('keeps the instance id of its slot over a restart', async () => {
    const spoolDirectory = createTestDirectory();
    const ids: unknown[] = [];
    for (let i = 0; i < 2; i++) {
      const test = await startTestTelemetry({ spoolDirectory });
      await test.record('bot.system.started');
      ids.push(test.collector.resources[0]?.['service.instance.id']);
      await test.telemetry.shutdown();
    }
    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(ids[1]).toBe(ids[0]);
  });

  it('puts every secret out of the way before anything is written', async () => {
    const test = await startTestTelemetry();
    const secret = 'S3CRET-VALUE';
    const error = new Error(`cannot call https://h/?token=${secret}`);
    await test.collector.stop();
    await test.telemetry.conversation({ uid: 'c1' }).turn({ input: `see https://u:${secret}@h/` }, (turn) =>
      turn.flow({ id: 'f', input: { password: secret } }, async (flow) => {
        await flow.step({ id: 'n1', input: { headers: { Authorization: `Bearer ${secret}` } } }, async (step) => {
          step.variables.set('session_token', secret);
          step.variables.set('login', { api_key: secret });
          step.log({ label: 'a', value: { cookie: secret, body: JSON.stringify({ secret }) } });
          await step.fetch(`http://127.0.0.1:9/?sig=${secret}`, { headers: { 'x-api-key': secret } }).catch(() => 0);
          return `user=ann&password=${secret}`;
        });
        try {
          flow.script({ id: 's1' }, (script) => {
            script.console.log({ token: secret }, `https://h/?access_token=${secret}`);
            throw error;
          });
        } catch {
          return { client_secret: secret };
        }
        return undefined;
      }),
    );
    test.telemetry.recordFailure(error);
    const isWritten = (): boolean => readAll(test.spoolDirectory).includes('bot.system.failed');
    await expect.poll(isWritten, { timeout: 60_000 }).toBe(true);
    const onDisk = readAll(test.spoolDirectory);
    expect(onDisk.includes('bot.script.exception')).toBe(true);
    expect(onDisk.includes(secret)).toBe(false);
  });

  it('stamps records in the order in which they were made, each with a time of its own', async () => {
    const test = await startTestTelemetry();
    for (let i = 0; i < 500; i++) test.telemetry.log({ label: String(i) });
    const records = await test.records('bot.log');
    const times = records.map(({ timestampUnixNano }) => timestampUnixNano);
    expect(new Set(times).size).toBe(500);
    expect([...times].sort((a, b) => (a < b ? -1 : 1))).toEqual(times);
    const uids = records.map(({ attributes }) => attributes['log.record.uid'] as string);
    expect([...uids].sort()).toEqual(uids);
    expect(records.every((r) => r.observedTimestampUnixNano === r.timestampUnixNano)).toBe(true);
  });

  it('has no more than 40 attributes on a record, of 1 KiB each', async () => {
    const test = await startTestTelemetry();
    const long = 'ä'.repeat(2_000);
    const person = { id: long, name: long, email: long };
    test.telemetry
      .conversation({ uid: long, channel: long, sessionId: long, endUser: { id: long, name: long } })
      .turn({}, (turn) =>
        turn.flow({ id: long, name: long, trigger: long }, (flow) =>
          flow.step({ id: long, name: long, type: long }, (step) => {
            step.recordApiCall({
              method: 'GET',
              url: `https://${'h'.repeat(60)}/${long}`,
              integration: long,
              integrationAccount: long,
              actor: person,
              resendCount: 1,
              durationMillis: 1,
              source: { type: 'flow_step', path: long, url: long },
              request: { body: long.repeat(40) },
              response: { status: 500, body: 'x' },
            });
            step.fail(new Error(long));
          }),
        ),
      );
    await test.telemetry.forceFlush();
    for (const { attributes } of test.collector.records) {
      expect(Object.keys(attributes).length).toBeLessThanOrEqual(40);
      for (const value of Object.values(attributes))
        expect(Buffer.byteLength(`${value as string}`)).toBeLessThanOrEqual(1_024);
    }
    for (const { attributes } of test.collector.spans) {
      for (const value of Object.values(attributes))
        expect(Buffer.byteLength(`${value as string}`)).toBeLessThanOrEqual(1_024);
    }
    expect(test.collector.eventsOf('bot.api.call')[0]?.attributes).toHaveProperty('log.record.uid');
  });

  it('counts what becomes of records and spans', async () => {
    const test = await startTestTelemetry();
    test.telemetry.conversation().turn({}, () => 1);
    await test.telemetry.forceFlush();
    const { records, audit, spans } = test.telemetry.stats();
    expect(records).toMatchObject({ emitted: 3, delivered: 3, spooled: 0, quarantined: 0 });
    expect(audit).toMatchObject({ emitted: 0 });
    expect(spans).toEqual({ started: 1, exported: 1, failed: 0 });
  });

  it('rejects forceFlush when the Collector does not take everything in time, and keeps it', async () => {
    const test = await startTestTelemetry();
    test.collector.answer = () => ({ status: 503 });
    test.telemetry.log({ label: 'a' });
    await expect(test.telemetry.forceFlush({ timeoutMillis: 200 })).rejects.toThrow(/kept on disk/);
    expect(test.telemetry.stats().records).toMatchObject({ spooled: 2, lastError: 'HTTP 503' });
  });

  it('tells of a record that the Collector refuses for good', async () => {
    const test = await startTestTelemetry();
    test.collector.answer = (records) =>
      records.some(({ attributes }) => attributes['bot.log.label'] === 'bad') ? { status: 400 } : {};
    test.telemetry.log({ label: 'bad' });
    const alert = (await test.records('bot.log'))
      .concat(await test.records('bot.log'))
      .find(({ attributes }) => attributes['bot.log.label'] === 'record quarantined');
    expect(alert).toMatchObject({ severityText: 'ERROR' });
    expect(toBody(alert!)).toMatchObject({ queue: 'ordinary', reason: 'HTTP 400' });
  });

  it('names the directory that it cannot use', () => {
    const file = join(createTestDirectory(), 'a file');
    writeFileSync(file, '');
    const start = (): unknown =>
      startBotTelemetry({ ...TEST_OPTIONS, global: false, spoolDirectory: join(file, 'spool') });
    expect(start).toThrow(ConfigurationError);
    expect(start).toThrow(/BOTSCOPE_SPOOL_DIR/);
  });
});

describe('startBotTelemetry, off', () => {
  it('records nothing, evaluates nothing, and works for the bot as before', async () => {
    const test = await startTestTelemetry({ enabled: false });
    let asked = 0;
    const thunk = (): number => ++asked;
    const conversation = test.telemetry.conversation({ uid: 'c1' });
    const result = conversation.turn({ input: 'hi' }, (turn) =>
      turn.flow({ id: 'f', input: thunk }, (flow) => {
        flow.script({ id: 's1', input: thunk }, (script) => script.console.log('x'));
        return flow.step({ id: 'n1', input: thunk }, (step) => {
          step.variables.set('a', thunk);
          step.log({ label: 'a', value: thunk });
          return 7;
        });
      }),
    );
    expect(result).toBe(7);
    expect(asked).toBe(0);
    expect(conversation.responseHeaders()).toEqual({ 'x-bot-uid': 'c1' });
    await test.telemetry.forceFlush();
    await test.telemetry.shutdown();
    expect(test.collector.requests).toEqual([]);
    expect(test.telemetry.enabled).toBe(false);
  });
});
