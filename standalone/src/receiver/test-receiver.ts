import type { AddressInfo } from 'node:net';
import { encodeLogsJson, type LogsRequest } from '@botscope/otlp';
import { onTestFinished } from 'vitest';
import { openTestStore, toMap, toOtlpRecord, toTestResource, type TestRecord } from '../store/test-records.ts';
import { createReceiver, type ReceiverOptions } from './create-receiver.ts';

/** A receiver that listens on a free port, with a store of its own, both gone after the test. */
export async function startTestReceiver(options: Partial<ReceiverOptions> = {}) {
  const store = openTestStore({ clock: Date.now });
  const receiver = createReceiver({ store, ...options });
  await receiver.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => receiver.close());
  const { port } = receiver.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}, path = '/v1/logs') =>
    fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  return { store, url, port, post };
}

/** A request of records of one resource. */
export function toLogsRequest(records: readonly TestRecord[], resource?: TestRecord['resource']): LogsRequest {
  const scope = { name: '', version: '', attributes: toMap({}), droppedAttributesCount: 0 };
  return {
    resourceLogs: [
      {
        resource: toTestResource(resource),
        schemaUrl: '',
        scopeLogs: [{ scope, schemaUrl: '', logRecords: records.map(toOtlpRecord) }],
      },
    ],
  };
}

/** The same in OTLP/JSON. */
export function toLogsJson(records: readonly TestRecord[], resource?: TestRecord['resource']): string {
  return encodeLogsJson(toLogsRequest(records, resource));
}
