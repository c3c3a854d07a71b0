import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HEADER_TENANT, TENANTS } from '@botscope/conventions';
import { startProduct } from '../../product/start-product.ts';
import { ensureBackends } from '../build/ensure-backends.ts';
import { findFreePorts } from '../run/free-ports.ts';
import { postOtlp, toLogsRequest } from '../run/otlp-json.ts';
import { startLoki } from '../run/start-loki.ts';
import type { CorpusRecord } from './corpus.ts';

/** A real Loki and standalone, with the same records. */
export interface TwoEngines {
  readonly lokiUrl: string;
  readonly standaloneUrl: string;
  close(): Promise<void>;
}

/** Both store what comes under the given tenant; one request for each resource. */
async function push(url: string, corpus: readonly CorpusRecord[]): Promise<void> {
  for (const tenant of TENANTS) {
    const byResource = Map.groupBy(
      corpus.filter((one) => one.tenant === tenant),
      ({ resource }) => JSON.stringify(resource),
    );
    for (const [first, ...more] of byResource.values()) {
      if (first === undefined) continue;
      const body = toLogsRequest(
        first.resource,
        [first, ...more].map(({ record }) => record),
      );
      const answer = await postOtlp(url, body, '/otlp/v1/logs', { [HEADER_TENANT]: tenant });
      if (answer.status !== 204) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
    }
  }
}

/** Starts both on free ports, with empty directories, and gives them the corpus. */
export async function startTwoEngines(corpus: readonly CorpusRecord[]): Promise<TwoEngines> {
  const { loki: program } = await ensureBackends();
  const dataDirectory = mkdtempSync(join(tmpdir(), 'botscope-conformance-'));
  const [port = 0, grpcPort = 0] = await findFreePorts(2);
  const loki = await startLoki({ program, dataDirectory, port, grpcPort });
  const product = await startProduct({ args: ['--no-demo'] });
  const lokiUrl = `http://127.0.0.1:${port}`;
  const close = async (): Promise<void> => {
    await Promise.all([loki.kill(), product.stop()]);
    for (const directory of [dataDirectory, product.dataDirectory]) rmSync(directory, { recursive: true, force: true });
  };
  try {
    await push(lokiUrl, corpus);
    await push(product.urls.loki, corpus);
  } catch (error) {
    await close();
    throw error;
  }
  return { lokiUrl, standaloneUrl: product.urls.loki, close };
}
