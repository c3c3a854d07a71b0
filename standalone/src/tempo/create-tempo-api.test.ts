import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeTracesRequest, type TracesRequest } from '@botscope/otlp';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createReceiver } from '../receiver/create-receiver.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { createTempoApi } from './create-tempo-api.ts';

interface Call {
  readonly name: string;
  readonly path: string;
  readonly params: Record<string, string | number>;
  readonly status: number;
  readonly contentType: string | null;
  readonly body: unknown;
}

/** What a real Tempo 3.0.3 answered to these pushes. */
const fixture = JSON.parse(readFileSync(new URL('../../../tests/fixtures/tempo.json', import.meta.url), 'utf8')) as {
  readonly base: string;
  readonly requests: readonly unknown[];
  readonly calls: readonly Call[];
};

const dataDirectory = mkdtempSync(join(tmpdir(), 'botscope-tempo-'));
const readerSource = {
  moduleUrl: new URL('../store/open-span-reader.ts', import.meta.url).href,
  exportName: 'openSpanReader',
  options: dataDirectory,
};
let store: Store;
let app: FastifyInstance;
let base: string;

beforeAll(async () => {
  store = openStore({ dataDirectory, clock: () => Number(BigInt(fixture.base) / 1_000_000n) });
  await pushFixture();
  app = await createTempoApi({
    readerSource,
    nowUnixNano: () => BigInt(fixture.base),
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await app.close();
  store.close();
  rmSync(dataDirectory, { recursive: true });
});

/** As the spans reached the real Tempo: over OTLP/HTTP. */
async function pushFixture(): Promise<void> {
  const receiver = createReceiver({ store });
  await receiver.listen({ host: '127.0.0.1', port: 0 });
  const { port } = receiver.server.address() as AddressInfo;
  for (const request of fixture.requests) {
    const answer = await fetch(`http://127.0.0.1:${port}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    expect(answer.status).toBe(200);
  }
  await receiver.close();
}

async function ask(path: string, parameters: Record<string, string> = {}, headers: Record<string, string> = {}) {
  const search = new URLSearchParams(parameters);
  const answer = await fetch(`${base}${path}?${search.toString()}`, {
    headers: { 'X-Scope-OrgID': 'bots', ...headers },
  });
  const text = await answer.text();
  const contentType = answer.headers.get('content-type');
  const body: unknown = contentType?.startsWith('application/json') ? JSON.parse(text) : text;
  return { status: answer.status, contentType, body };
}

/** Figures of the work done differ; attributes of a found span and values of a tag come in no order. */
function toComparable(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(toComparable);
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body as Record<string, unknown>).map(([key, value]) => {
      if (key === 'metrics') return [key, {}];
      const part = toComparable(value);
      return [key, key === 'attributes' && Array.isArray(part) ? [...(part as unknown[])].sort(byText) : part];
    }),
  );
}
const byText = (left: unknown, right: unknown) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1);

/**
 * Calls that this store refuses: TraceQL metrics. No page asks for them, nor does Grafana to show a trace or a search; the
 * gateway's door for data sources lets none through either, so that with a real Tempo they are refused as well.
 */
const REFUSED = (call: Call) => call.name.startsWith('metrics ');
/** The store says which Tempo it answers like, and that it is none. Clients compare the numbers only. */
const NAMES_ITSELF = 'buildinfo';

describe('answers of a real Tempo', () => {
  it.each(fixture.calls.filter((call) => !REFUSED(call) && call.name !== NAMES_ITSELF))('$name', async (call) => {
    const parameters = Object.fromEntries(Object.entries(call.params).map(([name, value]) => [name, String(value)]));
    const answer = await ask(call.path, parameters);
    expect(toComparable(answer.body)).toEqual(toComparable(call.body));
    expect(answer.status).toBe(call.status);
    expect(answer.contentType?.split(';')[0]).toBe(call.contentType?.split(';')[0]);
  });

  it('are all compared but for these', () => {
    const others = fixture.calls.filter((call) => REFUSED(call) || call.name === NAMES_ITSELF);
    expect([fixture.calls.length, others.length]).toEqual([39, 4]);
  });

  it.each(fixture.calls.filter(REFUSED))('are 400 with a reason where they are not supported: $name', async (call) => {
    const answer = await ask(call.path, { q: String(call.params['q']) });
    expect([answer.status, answer.body]).toEqual([400, expect.stringContaining('not supported by this store')]);
  });
});

describe('a trace by its id in protobuf, as Grafana asks for it', () => {
  const id = '9dcebbfef7d668699769bacb58b89c90';
  const unknown = 'f'.repeat(32);
  const askProtobuf = async (path: string) => {
    const headers = { 'X-Scope-OrgID': 'bots', accept: 'application/protobuf' };
    const answer = await fetch(base + path, { headers });
    return { answer, bytes: new Uint8Array(await answer.arrayBuffer()) };
  };
  /** Spans by their ids, as pushed; Tempo cuts the long text. */
  const pushed = (request: TracesRequest) =>
    request.resourceSpans.flatMap(({ resource, scopeSpans }) =>
      scopeSpans.flatMap(({ scope, spans }) =>
        spans.map((span) => {
          const long = span.attributes['long'];
          const attributes =
            typeof long === 'string' ? { ...span.attributes, long: long.slice(0, 2048) } : span.attributes;
          return { resource, scope, span: { ...span, attributes } };
        }),
      ),
    );
  const sent = pushed(decodeTracesRequest(Buffer.from(JSON.stringify(fixture.requests[0])), 'application/json'));

  it('is the trace in version 1', async () => {
    const { answer, bytes } = await askProtobuf(`/api/traces/${id}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/protobuf']);
    expect(pushed(decodeTracesRequest(bytes, 'application/x-protobuf'))).toEqual(sent);
  });

  it('is the trace and metrics in version 2', async () => {
    const { answer, bytes } = await askProtobuf(`/api/v2/traces/${id}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/protobuf']);
    // Field 1 is the trace, its length a varint of two bytes; field 2 the metrics, empty.
    const [tag = 0, low = 0, high = 0] = bytes;
    const end = 3 + (low & 0x7f) + (high << 7);
    expect([tag, low & 0x80, ...bytes.subarray(end)]).toEqual([0x0a, 0x80, 0x12, 0]);
    expect(pushed(decodeTracesRequest(bytes.subarray(3, end), 'application/x-protobuf'))).toEqual(sent);
  });

  it('is empty in version 2 and a 404 in version 1 for a trace that is not there; a bad id is text', async () => {
    expect(Buffer.from((await askProtobuf(`/api/v2/traces/${unknown}`)).bytes).toString('hex')).toBe('0a001200');
    expect((await askProtobuf(`/api/traces/${unknown}`)).answer.status).toBe(404);
    const { answer, bytes } = await askProtobuf('/api/v2/traces/zz');
    expect([answer.status, Buffer.from(bytes).toString()]).toEqual([400, expect.stringContaining('hex characters')]);
  });
});

describe('createTempoApi', () => {
  const search = async (q: string, parameters: Record<string, string> = {}) => {
    const { body } = await ask('/api/search', { q, ...parameters });
    return (body as { traces?: { spanSet: { spans: { spanID: string }[]; matched: number } }[] }).traces?.map(
      ({ spanSet }) => spanSet.spans.map(({ spanID }) => spanID),
    );
  };
  const [turn, step, call, next] = ['c2edb9978b2eb6c2', '6671319b287dea4e', '0e10977e3c8494e2', '8c883280830d5177'];

  it.each(['0e10977e3c8494e2', 'e10977e3c8494e2', '0E10977E3C8494E2'])(
    'finds ids with or without leading zeros, in either case: %s',
    async (id) => {
      expect(await search(`{ span:id = "${id}" }`)).toEqual([[call]]);
    },
  );

  it.each([
    ['{ name = "turn" || status = error }', [[next], [turn, call]]],
    ['{ (name = "turn" || status = error) && duration < 100ms }', [[next], [call]]],
    ['{ kind = server && span.dbl > 3 }', [[turn]]],
    ['{ span.dbl = 3.5 && span.arr = "b" }', [[turn]]],
    ['{ span.bot.turn.index >= 7.5 }', [[next]]],
    ['{ span.bot.outcome != "error" }', [[next]]],
    ['{ span.bot.outcome = nil }', [[step, call]]],
    ['{ span.bot.outcome != nil }', [[next], [turn]]],
    ['{ span.bot.outcome !~ "succ.*" }', [[turn]]],
    ['{ resource.service.name = "support-bot" && statusMessage = "boom" }', [[call]]],
    ['{ link.bot.link.type = "previous_turn" }', [[next]]],
    ['{ instrumentation:name = "@botscope/sdk" && traceDuration > 100ms }', [[turn, step, call]]],
    ['{ trace:rootService = "support-bot" && span:parentID = "c2edb9978b2eb6c2" }', [[step]]],
    ['{ span.bot.turn.index > -1 }', [[next], [turn]]],
    ['{ span.bot.id =~ "bot" }', []],
    ['{ name = "turn" } >> { }', [[step, call]]],
    ['{ name = "turn" } > { }', [[step]]],
    ['{ status = error } << { }', [[turn, step]]],
    ['{ status = error } < { }', [[step]]],
    ['{ status = error } >> { }', []],
    ['{ name = "turn" } && { status = error }', [[turn, call]]],
    ['{ name = "turn" } || { status = error }', [[next], [turn, call]]],
    ['({ name = "turn" } > { kind = internal }) > { status = error }', [[call]]],
    ['{ name = "turn" } >> ({ status = error } || { kind = internal })', [[step, call]]],
    ['{ name = "turn" } && { traceDuration > 100ms } | select(span.bot.id)', [[turn, step, call]]],
    ['{} | count() = 3', [[turn, step, call]]],
    ['{} | count() < 3 | count() >= 1', [[next]]],
  ])('finds %s', async (q, spans) => {
    expect(await search(q)).toEqual(spans);
  });

  it('shows as many traces and spans as asked for, the newest first', async () => {
    expect(await search('{}', { limit: '1' })).toEqual([[next]]);
    expect(await search('{}', { spss: '1' })).toEqual([[next], [turn]]);
  });

  it('looks only at spans that started in the range', async () => {
    expect(await search('{}', { start: '1795253416', end: '1795253430' })).toEqual([[next]]);
  });

  it.each([
    ['{ name = "x" } !>> { name = "y" }', 'the operator !>> between spansets'],
    ['{ name = "x" } &>> { name = "y" }', 'the operator &>> between spansets'],
    ['{ name = "x" } ~ { name = "y" }', 'the operator ~ between spansets'],
    ['{} | avg(duration) > 1s', 'of aggregates only | count() is'],
    ['{} | 3 < count()', 'of aggregates only | count() is'],
    ['{} | count() > 1 && {}', 'only | select(…) and | count() are'],
    [`${'('.repeat(200)}{}${')'.repeat(200)}`, 'more than 100 nested'],
    ['{ !(name = "x") }', 'no comparison that this store supports'],
    ['{ parent.a = 1 }', 'attributes of parent'],
    ['{ span.a = span.b }', 'must be a value'],
    ['{ 1 = 1 }', 'must be a field'],
    ['{ span.a + 1 = 2 }', 'must be a field'],
    ['{ span.a }', 'no comparison'],
    ['{ event:timeSinceStart > 1s }', 'event:timeSinceStart is not supported'],
    ['{ name =~ "(" }', 'invalid regular expression'],
    ['{ name =~ 5 }', '=~ needs a string'],
    ['{ name = `a` && span.b = "\\x4" }', 'parse error'],
    ['{ name = -"x" }', 'parse error'],
    ['', 'unexpected'],
    ['{} | by(name)', 'only | select(…) and | count() are'],
    ['count() > 1', 'must begin with { … }'],
    [`{ ${'('.repeat(200)}name = "x"${')'.repeat(200)} }`, 'more than 100 nested'],
  ])('refuses %s', async (q, reason) => {
    const answer = await ask('/api/search', { q: q === '' ? ' ' : q });
    expect([answer.status, answer.body]).toEqual([400, expect.stringContaining(reason)]);
  });

  it.each([
    ['/api/search', { start: '20', end: '10' }, 'start must be before end'],
    ['/api/search', { start: 'x' }, 'no number of seconds'],
    ['/api/search', { limit: '0' }, 'invalid limit'],
    ['/api/search', { tags: 'a=b' }, 'the parameter tags is not supported'],
    ['/api/v2/search/tag/span.bot.id/values', { q: '{} >> {}' }, 'by one { … } only'],
    ['/api/v2/search/tag/span.bot.id/values', { q: '{} | count() > 1' }, 'by one { … } only'],
    ['/api/traces/zz', {}, "invalid character 'z' at position 1"],
    [`/api/v2/traces/${'a'.repeat(33)}`, {}, '1 to 32 hex characters'],
  ])('answers %s %j with 400', async (path, parameters, reason) => {
    const answer = await ask(path, parameters);
    expect([answer.status, answer.body]).toEqual([400, expect.stringContaining(reason)]);
  });

  it('lists names and values also in the older form', async () => {
    const tags = await ask('/api/search/tags');
    expect(tags.body).toMatchObject({ tagNames: expect.arrayContaining(['bot.id', 'service.name']) as string[] });
    expect((await ask('/api/search/tag/service.name/values')).body).toMatchObject({ tagValues: ['support-bot'] });
    expect((await ask('/api/v2/search/tag/status/values')).body).toMatchObject({
      tagValues: expect.arrayContaining([{ type: 'keyword', value: 'error' }]) as unknown[],
    });
    expect((await ask('/api/v2/search/tag/span.bot.turn.index/values', { q: '{ name = "turn" }' })).body).toMatchObject(
      {
        tagValues: expect.arrayContaining([{ type: 'int', value: '7' }]) as unknown[],
      },
    );
  });

  it('needs a tenant, and has spans for bots only', async () => {
    const path = fixture.calls[0]?.path ?? '';
    expect(await ask(path, {}, { 'X-Scope-OrgID': '' })).toMatchObject({ status: 401, body: 'no org id' });
    expect((await ask(path, {}, { 'X-Scope-OrgID': 'audit' })).body).toEqual({ trace: {}, metrics: {} });
  });

  it('refuses foreign pages, and asks for the read token where one is set', async () => {
    expect((await ask('/api/echo', {}, { origin: 'http://evil.example' })).status).toBe(403);
    const guarded = await createTempoApi({ readerSource, readToken: 'right' });
    onTestFinished(() => guarded.close());
    const withToken = async (token: string) => {
      const headers = { 'x-scope-orgid': 'bots', authorization: `Bearer ${token}` };
      return (await guarded.inject({ url: '/api/v2/traces/ab', headers })).statusCode;
    };
    expect([await withToken('wrong'), await withToken('right')]).toEqual([401, 200]);
  });

  it('says what it can answer in, and names what exists', async () => {
    expect(await ask('/api/search', {}, { accept: 'application/protobuf' })).toMatchObject({
      status: 406,
      body: expect.stringContaining('Accept: application/json') as string,
    });
    expect(await ask('/api/nope')).toMatchObject({
      status: 404,
      body: expect.stringContaining('/api/v2/traces/{hex}') as string,
    });
    expect((await ask('/api/status/buildinfo')).body).toMatchObject({
      version: expect.stringMatching(/^3\.0\./) as string,
    });
  });
});
