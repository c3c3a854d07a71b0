import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { decodeLogsRequest, decodeTracesRequest, type OtlpLogRecord, type OtlpSpan } from '@botscope/otlp';
import { toUid } from './audit-evidence.ts';

/** A request for records, before it is decided what becomes of it. */
export interface LogsExchange {
  readonly request: http.IncomingMessage;
  readonly response: http.ServerResponse;
  readonly body: Buffer;
  readonly records: readonly OtlpLogRecord[];
}

/** Decides about a request. True: the records are taken, and answered for unless that has been done. */
export type Behaviour = (exchange: LogsExchange) => boolean | Promise<boolean>;

const accept: Behaviour = () => true;

/** A real OTLP server that does as it is told, and knows what it has taken. */
export class FaultCollector {
  behaviour: Behaviour = accept;
  /** Taken records by uid; of those that came more than once the first. */
  readonly taken = new Map<string, OtlpLogRecord>();
  /** Uids of records that came again with other content. */
  readonly changed: string[] = [];
  /** Copies beyond the first that came with the same content. */
  copies = 0;
  readonly spans: OtlpSpan[] = [];
  /** What is known of the sender of each taken record, by uid. */
  readonly resources = new Map<string, Readonly<Record<string, unknown>>>();
  /** Requests for records, whatever became of them. */
  requests = 0;
  private readonly server = http.createServer((request, response) => {
    // A broken connection is what many behaviours are about.
    this.serve(request, response).catch(() => response.destroy());
  });
  private port = 0;

  /** Listens, after {@link stop} on the same port again. */
  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Takes every request from now on. */
  recover(): void {
    this.behaviour = accept;
  }

  private async serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const sent = Buffer.concat(chunks);
    const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
    if (request.url !== '/v1/logs') {
      this.takeSpans(body, request.headers['content-type'] === 'application/json');
      return void response.end();
    }
    this.requests++;
    const { resourceLogs } = decodeLogsRequest(body, 'application/x-protobuf');
    const records = resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords));
    if (!(await this.behaviour({ request, response, body, records }))) return;
    for (const record of records) this.take(record, resourceLogs[0]?.resource.attributes ?? {});
    if (!response.headersSent) response.end();
  }

  private takeSpans(body: Buffer, isJson: boolean): void {
    const { resourceSpans } = decodeTracesRequest(body, isJson ? 'application/json' : 'application/x-protobuf');
    this.spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)));
  }

  private take(record: OtlpLogRecord, resource: Readonly<Record<string, unknown>>): void {
    const uid = toUid(record);
    this.resources.set(uid, resource);
    const known = this.taken.get(uid);
    if (known === undefined) this.taken.set(uid, record);
    else if (toText(known) === toText(record)) this.copies++;
    else this.changed.push(uid);
  }
}

function toText(record: OtlpLogRecord): string {
  return JSON.stringify(record, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}
