import { verifyChain } from '@botscope/audit-chain';
import { SpanStatusCode } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSecretPrinter } from '../redaction/secret-printer.ts';
import { createSecretScanner } from '../redaction/secret-scanner.ts';
import { toChainEntry } from '../testing/test-chain.ts';
import { TestCollector } from '../testing/test-collector.ts';
import { createTestDirectory, readAll } from '../testing/test-directory.ts';
import { startTestTelemetry, TEST_OPTIONS, toBody } from '../testing/test-telemetry.ts';
import { createRecordProcessor } from './create-record-processor.ts';
import { scanSpan } from './scan-span.ts';

const SECRET = `ghp_${'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6'}`;
const print = createSecretPrinter(TEST_OPTIONS.redaction.fingerprintKey);
const PRINT = print(SECRET);

describe('a secret that is told by its own form', () => {
  it('is on no disk: neither in bodies nor in attributes of ordinary records', async () => {
    const test = await startTestTelemetry();
    await test.collector.stop();
    test.telemetry
      .conversation({ uid: 'c1', channel: SECRET })
      .turn({ input: `use ${SECRET}` }, (turn) =>
        turn.flow({ id: 'f', name: SECRET }, (flow) =>
          flow.step({ id: 'n1', name: `with ${SECRET}`, input: { text: SECRET } }, () => [{ deep: [`a ${SECRET} b`] }]),
        ),
      );
    const isWritten = (): boolean => readAll(test.spoolDirectory).includes('bot.turn.completed');
    await expect.poll(isWritten, { timeout: 60_000 }).toBe(true);
    const onDisk = readAll(test.spoolDirectory);
    expect(onDisk.includes('bot.step.completed')).toBe(true);
    expect(onDisk.includes(PRINT)).toBe(true);
    expect(onDisk.includes(SECRET)).toBe(false);
  });

  it('leaves all else, and the order of records', async () => {
    const test = await startTestTelemetry();
    for (let i = 0; i < 100; i++)
      test.telemetry.log({ label: `${i}`, value: { i, text: i === 50 ? SECRET : 'plain' } });
    const records = await test.records('bot.log');
    expect(records.map((record) => record.attributes['bot.log.label'])).toEqual(
      Array.from({ length: 100 }, (_, i) => `${i}`),
    );
    expect(records.slice(50, 52).map(toBody)).toEqual([
      { i: 50, text: PRINT },
      { i: 51, text: 'plain' },
    ]);
  });

  it('leaves JSON also where all of a body was one', async () => {
    const test = await startTestTelemetry();
    test.telemetry.log({ label: 'card', value: 4111111111111111 });
    expect((await test.record('bot.log')).body).toMatch(/^"\[redacted:\S+\]"$/);
  });

  it('is replaced in audit records before the hash is made', async () => {
    const test = await startTestTelemetry();
    for (const text of [SECRET, 'plain']) {
      await test.telemetry.audit.record({
        actor: { id: 'u1', name: SECRET },
        action: 'UPDATED',
        entity: { type: 'card', id: '41', name: SECRET },
        before: { text: 'old' },
        after: { text },
      });
    }
    const records = await test.records('bot.audit.change');
    expect(toBody(records[0]!)['after']).toEqual({ text: PRINT });
    expect(Object.values(records[0]!.attributes)).not.toContain(SECRET);
    expect(verifyChain(records.map(toChainEntry))).toMatchObject({ ok: true });
  });

  it('is replaced in what the application logs itself, also deep within', async () => {
    const collector = await new TestCollector().start();
    const processor = createRecordProcessor({
      serviceName: 'bot',
      environment: 'sandbox',
      endpoint: collector.url,
      spoolDirectory: createTestDirectory(),
    });
    const provider = new LoggerProvider({ processors: [processor] });
    onTestFinished(() => provider.shutdown().then(() => collector.stop()));
    const body = { list: [{ text: SECRET }], [SECRET]: 1, plain: 'x' };
    provider.getLogger('app').emit({ eventName: 'app', body, attributes: { key: SECRET } });
    body.plain = 'changed after it was logged';
    await provider.forceFlush();
    const [record] = collector.eventsOf('app');
    expect(JSON.stringify(record?.body, (_, value: unknown) => (typeof value === 'bigint' ? 1 : value))).toMatch(
      /^\{"list":\[\{"text":"\[redacted:\S+\]"\}\],"\[redacted:\S+\]":1,"plain":"x"\}$/,
    );
    expect(record?.attributes['key']).toMatch(/^\[redacted:/);
  });

  it('is in no span that is exported', async () => {
    const test = await startTestTelemetry();
    expect(() =>
      test.telemetry.conversation().turn({}, (turn) =>
        turn.step({ id: 'n1', name: SECRET }, () => {
          throw new Error(`no access with ${SECRET}`);
        }),
      ),
    ).toThrow('no access');
    const spans = await test.spans();
    expect(spans.map(({ name }) => name)).toEqual([`step step ${PRINT}`, 'turn']);
    expect(spans[0]?.status.message).toBe(`no access with ${PRINT}`);
    const bodies = test.collector.requests.map((request) => request.body.toString('latin1')).join('\n');
    expect(bodies).not.toContain(SECRET);
  });
});

describe('scanSpan', () => {
  it('replaces secrets in name, status, attributes, events and links', () => {
    const exporter = new InMemorySpanExporter();
    const tracer = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }).getTracer('test');
    const span = tracer.startSpan(SECRET, {
      attributes: { text: SECRET, list: ['a', SECRET], count: 1 },
      links: [{ context: tracer.startSpan('other').spanContext(), attributes: { text: SECRET } }],
    });
    span.addEvent('event', { text: SECRET }).setStatus({ code: SpanStatusCode.ERROR, message: SECRET }).end();
    const [ended] = exporter.getFinishedSpans();
    scanSpan(ended!, createSecretScanner(print).scan);
    expect(ended).toMatchObject({
      name: PRINT,
      status: { message: PRINT },
      attributes: { text: PRINT, list: ['a', PRINT], count: 1 },
      events: [{ attributes: { text: PRINT } }],
      links: [{ attributes: { text: PRINT } }],
    });
  });
});
