import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeLogsRequest, type OtlpLogRecord } from '@botscope/otlp';

/** What a receiver does with records. */
export type Behaviour = 'unavailable' | 'accepting';

/** A place that the telemetry exports to: keeps every byte that it was sent, and the records that it accepted. */
export class Receiver {
  behaviour: Behaviour = 'unavailable';
  /** Bodies of all requests, also refused ones. */
  readonly bodies: Buffer[] = [];
  readonly records: OtlpLogRecord[] = [];
  private readonly isRefused: (record: OtlpLogRecord) => boolean;
  private readonly server = http.createServer((request, response) => void this.answer(request, response));

  /** Requests with a record that is refused are answered with 400. */
  constructor(isRefused: (record: OtlpLogRecord) => boolean) {
    this.isRefused = isRefused;
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    this.bodies.push(body);
    response.writeHead(request.url === '/v1/logs' ? this.take(body) : 200).end();
  }

  private take(body: Buffer): number {
    if (this.behaviour === 'unavailable') return 503;
    const { resourceLogs } = decodeLogsRequest(body, 'application/x-protobuf');
    const records = resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords));
    if (records.some(this.isRefused)) return 400;
    this.records.push(...records);
    return 200;
  }
}
