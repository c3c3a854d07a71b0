import { encodeLogsRequest, encodePartialSuccess } from '@botscope/otlp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { TestCollector, type TestAnswer } from '../testing/test-collector.ts';
import { encodeTestRecords, TEST_ENVELOPE } from '../testing/test-record.ts';
import { createOtlpTransport, type OtlpTransportOptions } from './otlp-transport.ts';
import type { SendOutcome } from './send-outcome.ts';

const REQUEST = encodeLogsRequest(TEST_ENVELOPE, [encodeTestRecords('a')]);

async function exchange(
  answer: TestAnswer,
  options: Partial<OtlpTransportOptions> = {},
): Promise<{ readonly outcome: SendOutcome; readonly collector: TestCollector }> {
  const collector = await new TestCollector().start();
  onTestFinished(() => collector.stop());
  collector.answer = () => answer;
  const transport = createOtlpTransport({
    url: `${collector.url}/v1/logs`,
    headers: { authorization: 'Bearer t' },
    timeoutMillis: 5_000,
    compression: 'none',
    ...options,
  });
  onTestFinished(() => transport.close());
  return { outcome: await transport.send(REQUEST), collector };
}

describe('createOtlpTransport', () => {
  it('breaks off what is under way when it is closed, and fails at once afterwards', async () => {
    const collector = await new TestCollector().start();
    onTestFinished(() => collector.stop());
    const transport = createOtlpTransport({
      url: `${collector.url}/v1/logs`,
      headers: {},
      timeoutMillis: 600_000,
      compression: 'none',
    });
    const asked = new Promise<void>((resolve) => {
      collector.answer = () => {
        resolve();
        return { hang: true };
      };
    });
    const underWay = transport.send(REQUEST);
    await asked;
    transport.close();
    expect((await underWay).kind).toBe('retryable');
    expect(await transport.send(REQUEST)).toEqual({ kind: 'retryable', reason: 'shut down' });
    expect(collector.requests).toHaveLength(1);
  });

  it('posts protobuf with the headers given', async () => {
    const { outcome, collector } = await exchange({});
    expect(outcome).toEqual({ kind: 'sent' });
    expect(collector.requests[0]).toMatchObject({
      path: '/v1/logs',
      headers: { 'content-type': 'application/x-protobuf', authorization: 'Bearer t' },
    });
    expect(collector.requests[0]?.body.equals(REQUEST)).toBe(true);
  });

  it.each([
    [200, 'sent'],
    [204, 'sent'],
    [302, 'retryable'],
    [400, 'rejected'],
    [413, 'rejected'],
    [422, 'rejected'],
    [401, 'retryable'],
    [403, 'retryable'],
    [404, 'retryable'],
    [408, 'retryable'],
    [429, 'retryable'],
    [500, 'retryable'],
    [503, 'retryable'],
  ])('takes status %i as %s', async (status, kind) => {
    expect((await exchange({ status })).outcome.kind).toBe(kind);
  });

  it('hands on Retry-After', async () => {
    const { outcome } = await exchange({ status: 503, headers: { 'retry-after': '9' } });
    expect(outcome).toEqual({ kind: 'retryable', reason: 'HTTP 503', retryAfterMillis: 9_000 });
  });

  it('takes a partial success with rejections as rejected, one with a warning only as sent', async () => {
    const answer = (rejected: number): TestAnswer => ({
      headers: { 'content-type': 'application/x-protobuf' },
      body: encodePartialSuccess('application/x-protobuf', 'logs', rejected, 'line too long'),
    });
    expect((await exchange(answer(1))).outcome).toEqual({ kind: 'rejected', reason: '1 refused: line too long' });
    expect((await exchange(answer(0))).outcome).toEqual({ kind: 'sent' });
  });

  it('takes no web page for an acceptance', async () => {
    const { outcome } = await exchange({
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: '<p>log in</p>',
    });
    expect(outcome).toEqual({ kind: 'retryable', reason: 'a web page answered' });
  });

  it('gives up on a server that hangs', async () => {
    const { outcome } = await exchange({ hang: true }, { timeoutMillis: 50 });
    expect(outcome).toEqual({ kind: 'retryable', reason: 'no answer within 50 ms' });
  });

  it('takes an answer that breaks off as one that never came', async () => {
    const { outcome } = await exchange({ headers: { 'content-length': '100' }, body: 'part', cut: true });
    expect(outcome).toEqual({ kind: 'retryable', reason: 'aborted' });
  });

  it('compresses where it is asked to', async () => {
    const { outcome, collector } = await exchange({}, { compression: 'gzip' });
    expect(outcome).toEqual({ kind: 'sent' });
    expect(collector.requests[0]?.headers['content-encoding']).toBe('gzip');
    expect(collector.requests[0]?.body.equals(REQUEST)).toBe(true);
  });

  it('says that nobody listens', async () => {
    const collector = await new TestCollector().start();
    const url = `${collector.url}/v1/logs`;
    await collector.stop();
    const transport = createOtlpTransport({ url, headers: {}, timeoutMillis: 5_000, compression: 'none' });
    expect(await transport.send(REQUEST)).toEqual({
      kind: 'retryable',
      reason: 'ECONNREFUSED',
      unreached: true,
    });
  });
});
