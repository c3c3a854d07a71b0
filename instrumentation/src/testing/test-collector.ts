import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { decodeLogsRequest, decodeTracesRequest, type OtlpLogRecord, type OtlpSpan } from '@botscope/otlp';

/** What a Collector answers to a logs request; `hang`: nothing; `cut`: the connection ends in the body. Absent members: 200, empty. */
export interface TestAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  readonly hang?: boolean;
  readonly cut?: boolean;
}

/** A request as it came. */
export interface ReceivedRequest {
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A real HTTP server that speaks OTLP and remembers what it accepted. */
export class TestCollector {
  /** Decides about logs requests; the default accepts everything. */
  answer: (records: readonly OtlpLogRecord[], requestNumber: number) => TestAnswer = () => ({});
  /** Records of accepted requests, in order of arrival, also those that came twice. */
  readonly records: OtlpLogRecord[] = [];
  readonly resources: Readonly<Record<string, unknown>>[] = [];
  readonly spans: OtlpSpan[] = [];
  /** All requests, accepted or not. */
  readonly requests: ReceivedRequest[] = [];
  private readonly server = http.createServer((request, response) => this.serve(request, response));
  private waiting: (() => void)[] = [];
  private port = 0;

  /** Listens, after {@link stop} on the same port again. */
  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves when a condition holds after some request. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Waits for a record of an event and returns it. */
  async untilEvent(eventName: string): Promise<OtlpLogRecord> {
    await this.until(() => this.eventsOf(eventName).length > 0);
    return this.eventsOf(eventName)[0] as OtlpLogRecord;
  }

  eventsOf(eventName: string): OtlpLogRecord[] {
    return this.records.filter((record) => record.eventName === eventName);
  }

  private serve(request: http.IncomingMessage, response: http.ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      const isCompressed = request.headers['content-encoding'] === 'gzip';
      const body = isCompressed ? gunzipSync(Buffer.concat(chunks)) : Buffer.concat(chunks);
      this.requests.push({ path, headers: request.headers, body });
      const answer = path === '/v1/traces' ? this.acceptSpans(body, request) : this.acceptLogs(body);
      if (!answer.hang) response.writeHead(answer.status ?? 200, { ...answer.headers });
      if (answer.cut) response.write(answer.body, () => response.destroy());
      else if (!answer.hang) response.end(answer.body);
      for (const resolve of this.waiting.splice(0)) resolve();
    });
  }

  private acceptSpans(body: Buffer, request: http.IncomingMessage): TestAnswer {
    const isJson = request.headers['content-type'] === 'application/json';
    const decoded = decodeTracesRequest(body, isJson ? 'application/json' : 'application/x-protobuf');
    for (const { scopeSpans } of decoded.resourceSpans) this.spans.push(...scopeSpans.flatMap(({ spans }) => spans));
    return {};
  }

  private acceptLogs(body: Buffer): TestAnswer {
    const decoded = decodeLogsRequest(body, 'application/x-protobuf');
    const records = decoded.resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords));
    const answer = this.answer(records, this.requests.length);
    if ((answer.status ?? 200) < 300 && !answer.hang && answer.body === undefined) {
      this.records.push(...records);
      this.resources.push(...decoded.resourceLogs.map(({ resource }) => resource.attributes));
    }
    return answer;
  }
}
