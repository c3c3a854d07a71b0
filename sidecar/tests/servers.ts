import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { LokiEntry } from '@botscope/records';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';
import { toStored, type TestRecord } from './story.ts';

/** Any HTTP server on a free port, closed when the test ends. */
export async function startHttp(handle: RequestListener): Promise<string> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A running log store. */
export interface TestLoki {
  readonly url: string;
  /** Answers queries about its conversations and turns. */
  readonly records: TestRecord[];
  /** Tenant and query of each question. */
  readonly asked: { readonly tenant: string; readonly query: string }[];
}

function matches({ metadata, labels }: LokiEntry, query: string): boolean {
  const names = (value: string | undefined): boolean => value !== undefined && query.includes(`"${value}"`);
  if (labels.bot_record_kind === 'api') return false;
  return query.includes('bot_turn_id') ? names(metadata.bot_turn_id) : names(metadata.gen_ai_conversation_id);
}

/** A server that answers like Loki what the sidecar asks: records of one turn or conversation, newest first. */
export async function startLoki(): Promise<TestLoki> {
  const loki: { url: string } & Omit<TestLoki, 'url'> = { url: '', records: [], asked: [] };
  loki.url = await startHttp((request, response) => {
    const { searchParams, pathname } = new URL(request.url ?? '', 'http://loki');
    const query = searchParams.get('query') ?? '';
    loki.asked.push({ tenant: String(request.headers['x-scope-orgid']), query });
    const found = loki.records.map(toStored).filter((entry) => matches(entry, query));
    const inRange = found.filter(
      ({ timestampUnixNano: time }) =>
        time >= BigInt(searchParams.get('start') ?? 0) && time < BigInt(searchParams.get('end') ?? 0),
    );
    const newest = inRange.sort((a, b) => Number(b.timestampUnixNano - a.timestampUnixNano));
    const result = newest.slice(0, Number(searchParams.get('limit'))).map((entry) => ({
      stream: entry.labels,
      values: [[entry.timestampUnixNano.toString(), entry.line, { structuredMetadata: entry.metadata }]],
    }));
    const data = pathname.endsWith('/query_range')
      ? { resultType: 'streams', encodingFlags: ['categorize-labels'], result }
      : [];
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ status: 'success', data }));
  });
  return loki;
}

/** A running SMTP server. */
export interface TestSmtp {
  readonly port: number;
  /** Mails that were accepted. */
  readonly mails: ParsedMail[];
  /** Resolves when so many mails have been accepted. */
  readonly received: (count: number) => Promise<void>;
  /** Ends all connections at once, in the middle of whatever they do. */
  readonly dropConnections: () => void;
  readonly close: () => Promise<void>;
}

/** An SMTP server that accepts and parses mails. `options` overrides its handlers. */
export async function startSmtp(options: SMTPServerOptions = {}, port = 0): Promise<TestSmtp> {
  const mails: ParsedMail[] = [];
  let changed = (): void => undefined;
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      simpleParser(stream).then((mail) => {
        mails.push(mail);
        done();
        changed();
      }, done);
    },
    ...options,
  });
  server.on('error', () => undefined);
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  const dropConnections = (): void => sockets.forEach((socket) => socket.destroy());
  // A pooled connection would keep the server open for as long as it may stay idle.
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      dropConnections();
    });
  onTestFinished(close);
  const address = server.server.address() as AddressInfo;
  return {
    port: address.port,
    mails,
    received: async (count) => {
      while (mails.length < count) await new Promise<void>((resolve) => (changed = resolve));
    },
    dropConnections,
    close,
  };
}
