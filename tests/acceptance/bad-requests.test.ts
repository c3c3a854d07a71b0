import { gzipSync } from 'node:zlib';
import { encodeLogRecord, encodeLogsEnvelope, encodeLogsRequest, EncodeBuffer } from '@botscope/otlp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findMarks, storeMarks, toMarkedLogs } from '../product/marked-records.ts';
import { startProduct, type Product } from '../product/start-product.ts';

/** In every body that is sent here; no record of it may ever be found. */
const MARK = 'mark-of-refused';
const JSON_BODY = Buffer.from(toMarkedLogs({ message: MARK, api: MARK, audit: MARK }));
const PROTOBUF_BODY = encodeMarked();
const JSON_TYPE = { 'content-type': 'application/json' };
const PROTOBUF_TYPE = { 'content-type': 'application/x-protobuf' };
const GZIP = { 'content-encoding': 'gzip' };

type Headers = Readonly<Record<string, string>>;
type BadRequest = readonly [what: string, status: number, named: string, headers: Headers, body: Buffer];

/** The good records come first: a server that stores while it reads would keep them. */
const withBadRecord = (record: unknown) => {
  const request = JSON.parse(JSON_BODY.toString()) as { resourceLogs: [{ scopeLogs: [{ logRecords: unknown[] }] }] };
  request.resourceLogs[0].scopeLogs[0].logRecords.push(record);
  return Buffer.from(JSON.stringify(request));
};

const nest = (depth: number) => `${'{"arrayValue":{"values":['.repeat(depth)}${']}}'.repeat(depth)}`;

const BAD_REQUESTS: readonly BadRequest[] = [
  ['text that is no JSON', 400, 'JSON', JSON_TYPE, Buffer.from(`{"resourceLogs": ${MARK}`)],
  ['JSON that is no request', 400, 'resourceLogs', JSON_TYPE, Buffer.from(`{"resourceLogs": "${MARK}"}`)],
  ['a number for a record', 400, 'logRecords', JSON_TYPE, withBadRecord(17)],
  ['a time that is none', 400, 'timeUnixNano', JSON_TYPE, withBadRecord({ timeUnixNano: 'today' })],
  ['a list of attributes that is none', 400, 'attributes', JSON_TYPE, withBadRecord({ attributes: { a: 1 } })],
  [
    'a value that is nested 1,000 deep',
    400,
    'deep',
    JSON_TYPE,
    Buffer.from(JSON_BODY.toString().replace(/\{"stringValue":"mark-of-refused"\}/, nest(1000))),
  ],
  ['bytes that are no UTF-8', 400, 'UTF-8', JSON_TYPE, Buffer.concat([JSON_BODY.subarray(0, -6), Buffer.of(0xff)])],
  ['JSON that is called protobuf', 400, 'protobuf', PROTOBUF_TYPE, JSON_BODY],
  ['protobuf that is called JSON', 400, 'JSON', JSON_TYPE, PROTOBUF_BODY],
  ['no content type', 415, 'application/json', {}, JSON_BODY],
  ['a form', 415, 'application/json', { 'content-type': 'application/x-www-form-urlencoded' }, JSON_BODY],
  ['another encoding', 415, 'gzip', { ...JSON_TYPE, 'content-encoding': 'br' }, JSON_BODY],
  ['plain text that is called gzip', 400, 'gzip', { ...JSON_TYPE, ...GZIP }, JSON_BODY],
  ['gzip that is cut off', 400, 'gzip', { ...JSON_TYPE, ...GZIP }, gzipSync(JSON_BODY).subarray(0, -20)],
  ['gzip with a wrong sum', 400, 'gzip', { ...JSON_TYPE, ...GZIP }, withWrongSum(gzipSync(JSON_BODY))],
  ['17 MiB', 413, '16 MiB', JSON_TYPE, Buffer.concat([JSON_BODY, Buffer.alloc(17 << 20, ' ')])],
  [
    'gzip of 65 MiB',
    413,
    '64 MiB',
    { ...JSON_TYPE, ...GZIP },
    gzipSync(Buffer.concat([JSON_BODY, Buffer.alloc(65 << 20, ' ')]), { level: 1 }),
  ],
];

let product: Product;

function encodeMarked(): Buffer {
  const buffer = new EncodeBuffer(1024);
  encodeLogRecord(buffer, {
    timestampUnixNano: BigInt(Date.now()) * 1_000_000n,
    observedTimestampUnixNano: BigInt(Date.now()) * 1_000_000n,
    severityNumber: 9,
    severityText: 'INFO',
    eventName: 'bot.log',
    body: MARK,
    attributes: { keys: ['bot.record.kind'], values: ['log'] },
  });
  const envelope = encodeLogsEnvelope({ keys: ['service.name'], values: ['marked'] }, { name: 'marked', version: '1' });
  return Buffer.from(encodeLogsRequest(envelope, [buffer.view()]));
}

function withWrongSum(gzip: Buffer): Buffer {
  const sumAt = gzip.length - 8;
  gzip.writeUInt8(gzip.readUInt8(sumAt) ^ 1, sumAt);
  return gzip;
}

async function send(url: string, body: Uint8Array | string, headers: Headers) {
  const bytes = typeof body === 'string' ? body : new Uint8Array(body);
  const answer = await fetch(url, { method: 'POST', headers, body: bytes });
  return { status: answer.status, text: await answer.text() };
}

beforeAll(async () => {
  product = await startProduct({ args: ['--no-demo'] });
}, 60_000);

afterAll(async () => {
  await product.stop();
});

describe('the receiver', () => {
  it.each(BAD_REQUESTS)(
    'refuses %s with %i, names it, and stores nothing of it',
    async (_, status, named, headers, body) => {
      const { otlp, loki } = product.urls;
      const answer = await send(`${otlp}/v1/logs`, body, headers);
      expect(answer.text).toContain(named);
      expect(answer.status).toBe(status);
      expect(answer.text).not.toMatch(/\bat .*:\d+:\d+/);
      expect(await findMarks(loki, MARK)).toEqual([]);
    },
  );

  it('refuses every truncation of a request and stores nothing of it', async () => {
    const { otlp, loki } = product.urls;
    const accepted: string[] = [];
    let sent = 0;
    for (const [kind, body, headers] of [
      ['JSON', JSON_BODY, JSON_TYPE],
      ['protobuf', PROTOBUF_BODY, PROTOBUF_TYPE],
      ['gzip', gzipSync(PROTOBUF_BODY), { ...PROTOBUF_TYPE, ...GZIP }],
    ] as const) {
      for (let length = 1; length < body.length; length += 1) {
        const { status } = await send(`${otlp}/v1/logs`, body.subarray(0, length), headers);
        sent += 1;
        if (status !== 400) accepted.push(`${kind} of ${length} bytes: ${status}`);
      }
    }
    console.log(`truncations: ${sent} requests, ${accepted.length} not refused`);
    expect(accepted).toEqual([]);
    expect(await findMarks(loki, MARK)).toEqual([]);
  });

  it('stores nothing of a request whose sender goes away', async () => {
    const { otlp, loki } = product.urls;
    const gone = new AbortController();
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(JSON_BODY.subarray(0, -10));
        gone.abort();
      },
    });
    const request = fetch(`${otlp}/v1/logs`, {
      method: 'POST',
      headers: JSON_TYPE,
      body,
      duplex: 'half',
      signal: gone.signal,
    });
    await expect(request).rejects.toThrow();
    await storeMarks(otlp, { message: 'mark-after-the-broken-one' });
    expect(await findMarks(loki, 'mark-after-the-broken-one')).toHaveLength(1);
    expect(await findMarks(loki, MARK)).toEqual([]);
  });

  it('takes the same bodies whole', async () => {
    const { otlp, loki } = product.urls;
    // Marks of the same length, since protobuf has lengths in it.
    const whole = (body: Buffer, mark: string) => Buffer.from(body.toString('latin1').replaceAll(MARK, mark), 'latin1');
    const answers = [
      await send(`${otlp}/v1/logs`, whole(JSON_BODY, 'mark-of-json-ok'), JSON_TYPE),
      await send(`${otlp}/v1/logs`, whole(PROTOBUF_BODY, 'mark-of-proto-k'), PROTOBUF_TYPE),
      await send(`${otlp}/v1/logs`, gzipSync(whole(PROTOBUF_BODY, 'mark-of-gzip-ok')), { ...PROTOBUF_TYPE, ...GZIP }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await findMarks(loki, 'mark-of-json-ok')).toHaveLength(3);
    expect(await findMarks(loki, 'mark-of-proto-k')).toHaveLength(1);
    expect(await findMarks(loki, 'mark-of-gzip-ok')).toHaveLength(1);
  });
});

describe('every port', () => {
  it.each([
    ['otlp', 404, 'There are POST /v1/logs, POST /v1/traces'],
    ['loki', 404, 'no such page: GET /no/such/page'],
    ['tempo', 404, 'no such page: GET /no/such/page'],
    ['ui', 404, 'There is no GET \\"/no/such/page\\"'],
    ['sidecar', 404, 'not_found'],
    ['gateway', 403, 'X-Botscope-Secret'],
    ['gatewayReadOnly', 403, 'lets nothing through for this method and path'],
  ])('%s answers an unknown path with %i and says what is wrong', async (name, status, text) => {
    const urls: Readonly<Record<string, string>> = { ...product.urls };
    const answer = await fetch(`${urls[name]}/no/such/page`);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(text);
  });
});
