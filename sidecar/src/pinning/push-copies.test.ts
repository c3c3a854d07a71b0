import { decodeLogsRequest } from '@botscope/otlp';
import { parseRecord, toLokiEntry } from '@botscope/records';
import { describe, expect, it } from 'vitest';
import { startHttp } from '../../tests/servers.ts';
import { createPushCopies } from './push-copies.ts';
import { toPinnedCopy } from './to-pinned-copy.ts';

const makeRecord = (kind: string, line: string) =>
  parseRecord({
    timestampUnixNano: 1_795_269_731_482_000_001n,
    line,
    labels: {
      service_name: 'support-bot',
      deployment_environment_name: 'production',
      bot_record_kind: kind,
      bot_id: '42',
      __time_shard__: '1795269600_1795270800',
    },
    metadata: {
      log_record_uid: `uid-${line}`,
      service_instance_id: 'i-1',
      bot_turn_index: '7',
      severity_number: '17',
      severity_text: 'ERROR',
      observed_timestamp: '1795269731482000009',
      trace_id: '0af7651916cd43dd8448eb211c80319c',
      span_id: 'b7ad6b7169203331',
      scope_name: 'botscope',
      detected_level: 'error',
    },
  });

interface Pushed {
  readonly tenant: string | undefined;
  readonly lines: readonly string[];
}

/** A store that refuses lines beginning with "old", and keeps the others of the request as Loki does. */
async function startStore(status = 400) {
  const pushed: Pushed[] = [];
  const url = await startHttp((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { resourceLogs } = decodeLogsRequest(Buffer.concat(parts), 'application/json');
      const records = resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords));
      const lines = records.map(({ body }) => body as string);
      pushed.push({ tenant: request.headers['x-scope-orgid'] as string, lines });
      const isRefused = lines.some((line) => line.startsWith('old'));
      response.writeHead(isRefused ? status : 204).end(isRefused ? 'timestamp too old' : '');
    });
  });
  const push = createPushCopies({ url, tenant: undefined, authorization: undefined });
  return { pushed, push: (...lines: string[]) => push(lines.map(toRecord), new AbortController().signal) };
}

const toRecord = (line: string) => makeRecord(line.startsWith('call') ? 'api' : 'step', line);

describe('createPushCopies', () => {
  it('sends each record under the tenant of its kind', async () => {
    const { push, pushed } = await startStore();
    expect(await push('a', 'call', 'b')).toEqual({ copiedCount: 3, refusedCount: 0 });
    expect(pushed).toEqual([
      { tenant: 'bots', lines: ['a', 'b'] },
      { tenant: 'api', lines: ['call'] },
    ]);
  });

  it('finds out which records are refused for good, and keeps the store’s reason', async () => {
    const { push } = await startStore();
    const outcome = { copiedCount: 2, refusedCount: 2, refusal: 'timestamp too old' };
    expect(await push('a', 'old 1', 'b', 'old 2')).toEqual(outcome);
  });

  it('rejects when it is to be tried again', async () => {
    const { push } = await startStore(503);
    await expect(push('old')).rejects.toThrow('the log store answered HTTP 503: timestamp too old');
  });

  it('divides what is too much for one request', async () => {
    const { push, pushed } = await startStore();
    await push(...Array.from({ length: 450 }, (_, index) => `line ${index}`));
    await push('x'.repeat(600_000), 'y'.repeat(600_000));
    expect(pushed.map(({ lines }) => lines.length)).toEqual([200, 200, 50, 1, 1]);
  });
});

describe('toPinnedCopy', () => {
  it('gives back what the store made of a record, and marks it', () => {
    const original = toRecord('a');
    const { resource, scopeLogs } = toPinnedCopy(original);
    const [{ scope, logRecords } = { scope: undefined, logRecords: [] }] = scopeLogs;
    expect(scope?.name).toBe('botscope');
    const { labels, metadata, ...entry } = toLokiEntry(logRecords[0]!, resource);
    const { __time_shard__: _, ...kept } = original.labels;
    expect({ ...labels }).toEqual({ ...kept, bot_retention: 'pinned' });
    const { observed_timestamp, scope_name, detected_level, ...attributes } = original.metadata;
    expect({ ...metadata }).toEqual(attributes);
    expect([scope_name, detected_level]).toEqual(['botscope', 'error']);
    expect(logRecords[0]?.observedTimestampUnixNano).toBe(BigInt(observed_timestamp ?? 0));
    expect(entry).toEqual({ timestampUnixNano: original.timestampUnixNano, line: 'a' });
  });
});
