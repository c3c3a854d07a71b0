import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeLogsRequest, type AttributeMap } from '@botscope/otlp';
import { onTestFinished } from 'vitest';

/** A record as it arrived, flattened. */
export interface ArrivedRecord {
  readonly event: string;
  readonly attributes: AttributeMap;
  readonly resource: AttributeMap;
  readonly timestampUnixNano: bigint;
  readonly traceId: string;
  /** The JSON body, parsed. */
  readonly body: unknown;
}

/** A Collector that accepts and decodes everything. */
export interface Collector {
  readonly url: string;
  /** In order of arrival. */
  readonly records: readonly ArrivedRecord[];
  /** Records of an event, with these attributes. */
  find(event: string, attributes?: Readonly<Record<string, unknown>>): ArrivedRecord[];
}

/** Starts a Collector on a free port; gone after the test. */
export async function startCollector(): Promise<Collector> {
  const records: ArrivedRecord[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url === '/v1/logs') records.push(...toRecords(Buffer.concat(chunks)));
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    records,
    find: (event, wanted = {}) =>
      records.filter(
        (record) =>
          record.event === event && Object.entries(wanted).every(([name, value]) => record.attributes[name] === value),
      ),
  };
}

function toRecords(bytes: Buffer): ArrivedRecord[] {
  return decodeLogsRequest(bytes, 'application/x-protobuf').resourceLogs.flatMap(({ resource, scopeLogs }) =>
    scopeLogs.flatMap(({ logRecords }) =>
      logRecords.map(({ eventName, attributes, timestampUnixNano, traceId, body }) => ({
        event: eventName,
        attributes,
        resource: resource.attributes,
        timestampUnixNano,
        traceId,
        body: typeof body === 'string' ? (JSON.parse(body) as unknown) : body,
      })),
    ),
  );
}
