import { createRequire } from 'node:module';
import type * as api from '@opentelemetry/api';
import { ConfigurationError } from '@botscope/conventions';
import type { LogRecord } from '@opentelemetry/api';
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  SimpleLogRecordProcessor,
  type LogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import { AlwaysOffSampler, InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { describe, expect, it, onTestFinished } from 'vitest';
import { verifyChain } from '@botscope/audit-chain';
import { createBotTelemetry, type AuditEntry, type BotTelemetry } from './index.ts';
import { createRecordProcessor } from './node/index.ts';
import { toChainEntry } from './testing/test-chain.ts';
import { TestCollector } from './testing/test-collector.ts';
import { createTestDirectory } from './testing/test-directory.ts';

const BOT = { id: '42', name: 'Support' };
const ENTRY: AuditEntry = {
  actor: { name: 'Anna' },
  action: 'UPDATED',
  entity: { type: 'card', id: '41' },
  after: { password: 'hunter2' },
};

describe('createBotTelemetry', () => {
  it("records through the application's own providers", async () => {
    const spans = new InMemorySpanExporter();
    const records = new InMemoryLogRecordExporter();
    const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] });
    const loggerProvider = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter: records })] });
    const telemetry = createBotTelemetry({ bot: BOT, tracerProvider, loggerProvider });
    expect(telemetry.enabled).toBe(true);
    telemetry.conversation({ uid: 'c1' }).turn({ input: 'hi' }, (turn) => turn.step({ id: 'n1' }, () => 'ok'));
    const step = records.getFinishedLogRecords().find(({ eventName }) => eventName === 'bot.step.completed');
    expect(step?.attributes).toMatchObject({ 'bot.id': '42', 'gen_ai.conversation.id': 'c1', 'bot.step.index': 1 });
    expect(step?.body).toBe('{"output":"ok"}');
    expect(step?.spanContext?.spanId).toBe(spans.getFinishedSpans()[0]?.spanContext().spanId);
    expect(telemetry.stats().records.emitted).toBe(5);
  });

  it('acknowledges audit records only where a record processor of ours keeps them', async () => {
    const telemetry = createBotTelemetry({
      bot: BOT,
      loggerProvider: new LoggerProvider({
        processors: [new SimpleLogRecordProcessor({ exporter: new InMemoryLogRecordExporter() })],
      }),
    });
    await expect(telemetry.audit.record(ENTRY)).rejects.toMatchObject({ code: 'AUDIT_NOT_DURABLE' });
    const receipt = await telemetry.audit.record(ENTRY, { durability: 'best-effort' });
    expect(receipt).toMatchObject({ id: expect.stringMatching(/^\d{19}$/) as unknown });
    expect(receipt).not.toHaveProperty('chain');
  });

  it('keeps and chains audit records through createRecordProcessor, with the resource of the provider', async () => {
    const collector = await new TestCollector().start();
    onTestFinished(() => collector.stop());
    const processor = createRecordProcessor({
      serviceName: 'app',
      endpoint: collector.url,
      spoolDirectory: createTestDirectory(),
    });
    const loggerProvider = new LoggerProvider({ processors: [processor] });
    onTestFinished(() => loggerProvider.shutdown());
    const telemetry = createBotTelemetry({ bot: BOT, loggerProvider });
    const receipts = await Promise.all([1, 2, 3].map(() => telemetry.audit.record(ENTRY)));
    telemetry.log({ label: 'a', value: { secret: 'x' } });
    await loggerProvider.forceFlush();
    const changes = collector.eventsOf('bot.audit.change');
    expect(changes.map(({ attributes }) => attributes['log.record.uid'])).toEqual(receipts.map(({ uid }) => uid));
    const verification = verifyChain(changes.map(toChainEntry));
    expect(verification).toMatchObject({ ok: true, verified: 3 });
    expect(changes[0]?.body).not.toContain('hunter2');
    expect(collector.eventsOf('bot.log')[0]?.body).toMatch(/redacted/);
    expect(collector.resources[0]).toHaveProperty('telemetry.sdk.name');
  });

  it("says once that an application's provider keeps nothing on disk, and nothing where a record processor does", () => {
    const records = new InMemoryLogRecordExporter();
    const start = (...processors: LogRecordProcessor[]): BotTelemetry => {
      const telemetry = createBotTelemetry({ bot: BOT, loggerProvider: new LoggerProvider({ processors }) });
      telemetry.log({ label: 'a' });
      telemetry.log({ label: 'b' });
      return telemetry;
    };
    const theirs = new SimpleLogRecordProcessor({ exporter: records });
    expect(start(theirs).stats().notices).toEqual([expect.stringMatching(/createRecordProcessor/)]);
    const ours = createRecordProcessor({ serviceName: 'app', spoolDirectory: createTestDirectory() });
    onTestFinished(() => ours.shutdown());
    const telemetry = start(theirs, ours);
    expect(telemetry.stats().notices).toEqual([]);
    expect(records.getFinishedLogRecords()).toHaveLength(4);
  });

  it('takes a provider of an older SDK, whose loggers cannot be asked whether they are enabled', () => {
    const emitted: unknown[] = [];
    const logger = { emit: (record: LogRecord) => void emitted.push(record.eventName) };
    const loggerProvider = { getLogger: () => logger } as unknown as LoggerProvider;
    const telemetry = createBotTelemetry({ bot: BOT, loggerProvider });
    telemetry.log({ label: 'a' });
    expect([telemetry.enabled, emitted]).toEqual([true, ['bot.log']]);
  });

  it('says that a provider registered with the old Logs API has to be given', () => {
    const registry = Symbol.for('io.opentelemetry.js.api.logs');
    Object.assign(globalThis, { [registry]: () => undefined });
    onTestFinished(() => void Reflect.deleteProperty(globalThis, registry));
    expect(createBotTelemetry({ bot: BOT }).stats().notices).toEqual([expect.stringMatching(/loggerProvider/)]);
    expect(createBotTelemetry({ loggerProvider: new LoggerProvider() }).stats().notices).toEqual([]);
  });

  it('gives records of a trace that is not sampled ids of their own, and makes no spans for them', () => {
    const spans = new InMemorySpanExporter();
    const records = new InMemoryLogRecordExporter();
    const telemetry = createBotTelemetry({
      bot: BOT,
      tracerProvider: new TracerProvider({
        sampler: new AlwaysOffSampler(),
        spanProcessors: [new SimpleSpanProcessor({ exporter: spans })],
      }),
      loggerProvider: new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter: records })] }),
    });
    telemetry.conversation().turn({}, (turn) => {
      turn.step({ id: 'n1' }, () => 1);
      turn.step({ id: 'n2' }, () => 1);
    });
    const ids = records
      .getFinishedLogRecords()
      .flatMap(({ eventName, spanContext }) =>
        eventName === 'bot.conversation.started' ? [] : [[spanContext?.traceId, spanContext?.spanId]],
      );
    expect(new Set(ids.map(([traceId]) => traceId)).size).toBe(1);
    expect(new Set(ids.map(([, spanId]) => spanId)).size).toBe(3);
    expect(spans.getFinishedSpans()).toEqual([]);
  });

  it('is off until something listens', () => {
    const telemetry = createBotTelemetry({ bot: BOT });
    let asked = 0;
    const result = telemetry.conversation().turn({}, (turn) => turn.step({ id: 'n1', input: () => ++asked }, () => 5));
    expect([telemetry.enabled, result, asked]).toEqual([false, 5, 0]);
  });

  it('records once a logger provider is registered, also through the copy of the API that `require` gives', () => {
    const copy = createRequire(import.meta.url)('@opentelemetry/api') as typeof api;
    const records = new InMemoryLogRecordExporter();
    const telemetry = createBotTelemetry({ bot: BOT });
    telemetry.log({ label: 'before' });
    const processors = [new SimpleLogRecordProcessor({ exporter: records })];
    copy.logs.setGlobalLoggerProvider(new LoggerProvider({ processors }));
    onTestFinished(() => copy.logs.disable());
    telemetry.log({ label: 'later' });
    expect(records.getFinishedLogRecords().map(({ attributes }) => attributes['bot.log.label'])).toEqual(['later']);
  });

  it('refuses wrong options, all at once', () => {
    const tracerProvider = {} as TracerProvider;
    const create = (): unknown => createBotTelemetry({ bot: { id: '' }, limits: { lineBytes: -1 }, tracerProvider });
    expect(create).toThrow(ConfigurationError);
    expect(create).toThrow(/tracerProvider[^]*bot\.id[^]*limits\.lineBytes/);
  });
});
