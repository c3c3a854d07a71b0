import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HEADER_TENANT, type Tenant } from '@botscope/conventions';
import { startProduct } from '../../product/start-product.ts';
import { ensureBackends } from '../build/ensure-backends.ts';
import { findFreePorts } from '../run/free-ports.ts';
import { postOtlp, toLogsRequest, type PlainRecord, type PlainValue } from '../run/otlp-json.ts';
import { startLoki } from '../run/start-loki.ts';

/** A real Loki and standalone, by their Loki API. */
export interface TwoStores {
  readonly lokiUrl: string;
  readonly standaloneUrl: string;
  /** The gateway's listener for data sources, before standalone. */
  readonly readOnlyUrl: string;
  close(): Promise<void>;
}

/** Records of one resource. */
export interface Batch {
  readonly tenant: Tenant;
  readonly resource: Readonly<Record<string, PlainValue>>;
  readonly records: readonly PlainRecord[];
}

/** Starts both on free ports, with empty directories. */
export async function startTwoStores(): Promise<TwoStores> {
  const { loki: program } = await ensureBackends();
  const dataDirectory = mkdtempSync(join(tmpdir(), 'botscope-readers-'));
  const [port = 0, grpcPort = 0] = await findFreePorts(2);
  const loki = await startLoki({ program, dataDirectory, port, grpcPort });
  const product = await startProduct({ args: ['--no-demo'] }).catch(async (error: unknown) => {
    await loki.kill();
    throw error;
  });
  return {
    lokiUrl: `http://127.0.0.1:${port}`,
    standaloneUrl: product.urls.loki,
    readOnlyUrl: product.urls.gatewayReadOnly,
    close: async () => {
      await Promise.all([loki.kill(), product.stop()]);
      for (const directory of [dataDirectory, product.dataDirectory])
        rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Gives both the same; both have to take it. */
export async function pushToBoth({ lokiUrl, standaloneUrl }: TwoStores, batches: readonly Batch[]): Promise<void> {
  for (const url of [lokiUrl, standaloneUrl]) {
    for (const { tenant, resource, records } of batches) {
      const body = toLogsRequest(resource, records);
      const answer = await postOtlp(url, body, '/otlp/v1/logs', { [HEADER_TENANT]: tenant });
      if (answer.status !== 204) throw new Error(`${url} answered a push ${answer.status}: ${await answer.text()}`);
    }
  }
}
