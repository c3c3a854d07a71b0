import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { decodeLogsRequest, decodeTracesRequest, type OtlpLogRecord } from '@botscope/otlp';

/** A span as some exporter delivered it. */
export interface SunkSpan {
  readonly scope: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
}

/** Takes what telemetry sends, whoever's it is: OTLP by path, Sentry's envelopes as text. */
export class Sink {
  readonly spans: SunkSpan[] = [];
  readonly records: OtlpLogRecord[] = [];
  /** Names of spans in envelopes of Sentry, with their traces. */
  readonly sentrySpans: { readonly name: string; readonly traceId: string }[] = [];
  private readonly server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const type = request.headers['content-type'] ?? '';
      this.take(request.url ?? '', type, request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body);
      response.setHeader('content-type', type.includes('json') ? 'application/json' : 'application/x-protobuf');
      response.end(type.includes('json') ? '{}' : '');
    });
  });

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private take(path: string, type: string, body: Buffer): void {
    const mediaType = type.startsWith('application/json') ? 'application/json' : 'application/x-protobuf';
    if (path.endsWith('/v1/traces')) {
      for (const { scopeSpans } of decodeTracesRequest(body, mediaType).resourceSpans)
        for (const { scope, spans } of scopeSpans)
          this.spans.push(...spans.map((span) => ({ ...span, scope: scope.name })));
    } else if (path.endsWith('/v1/logs')) {
      for (const { scopeLogs } of decodeLogsRequest(body, mediaType).resourceLogs)
        this.records.push(...scopeLogs.flatMap(({ logRecords }) => logRecords));
    } else if (path.includes('/envelope/')) this.takeEnvelope(body.toString());
  }

  /** Spans are a transaction with its children, or items of their own. */
  private takeEnvelope(text: string): void {
    for (const line of text.split('\n').filter((part) => part.startsWith('{'))) {
      const item = JSON.parse(line) as {
        readonly transaction?: string;
        readonly contexts?: { readonly trace?: { readonly trace_id?: string } };
        readonly spans?: readonly SentrySpan[];
        readonly items?: readonly SentrySpan[];
      };
      const traceId = item.contexts?.trace?.trace_id ?? '';
      if (item.transaction !== undefined && item.spans !== undefined)
        this.sentrySpans.push({ name: item.transaction, traceId });
      for (const span of [...(item.spans ?? []), ...(item.items ?? [])])
        this.sentrySpans.push({ name: span.name ?? span.description ?? '', traceId: span.trace_id ?? traceId });
    }
  }
}

interface SentrySpan {
  readonly name?: string;
  readonly description?: string;
  readonly trace_id?: string;
}
