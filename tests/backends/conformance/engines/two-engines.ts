import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HEADER_TENANT } from '@botscope/conventions';
import type { LokiClient } from '@botscope/records';
import { startProduct } from '../../../product/start-product.ts';
import { ensureBackends } from '../../build/ensure-backends.ts';
import { findFreePorts } from '../../run/free-ports.ts';
import { postOtlp } from '../../run/otlp-json.ts';
import { startLoki } from '../../run/start-loki.ts';
import type { PushRequest } from '../corpus/corpus-record.ts';
import { askEngine, createEngineClient, type EngineAnswer, type EngineQuestion } from './ask-engine.ts';

/** One of the two. */
export interface Engine {
  readonly client: LokiClient;
  ask(question: EngineQuestion): Promise<EngineAnswer>;
  push(request: PushRequest): Promise<EngineAnswer>;
}

/** A real Loki and standalone. */
export interface TwoEngines {
  readonly loki: Engine;
  readonly standalone: Engine;
  close(): Promise<void>;
}

function createEngine(url: string): Engine {
  return {
    client: createEngineClient(url),
    ask: (question) => askEngine(url, question),
    push: async ({ tenant, body }) => {
      const answer = await postOtlp(url, body, '/otlp/v1/logs', { [HEADER_TENANT]: tenant });
      return { status: answer.status, text: await answer.text() };
    },
  };
}

/** Starts both on free ports, in a directory that goes with them. */
export async function startTwoEngines(): Promise<TwoEngines> {
  const { loki: program } = await ensureBackends();
  const directory = mkdtempSync(join(tmpdir(), 'botscope-conformance-'));
  const [port = 0, grpcPort = 0] = await findFreePorts(2);
  const stops: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(stops.map((stop) => stop()));
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    const loki = await startLoki({ program, dataDirectory: join(directory, 'loki'), port, grpcPort });
    stops.push(() => loki.kill());
    const product = await startProduct({ args: ['--no-demo'], dataDirectory: join(directory, 'standalone') });
    stops.push(() => product.stop());
    const lokiUrl = `http://127.0.0.1:${port}`;
    return { loki: createEngine(lokiUrl), standalone: createEngine(product.urls.loki), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Gives both engines the same; both have to take it. */
export async function pushToBoth({ loki, standalone }: TwoEngines, requests: readonly PushRequest[]): Promise<void> {
  for (const engine of [loki, standalone]) {
    for (const request of requests) {
      const { status, text } = await engine.push(request);
      if (status !== 204) throw new Error(`A push was answered ${status} ${text}: ${request.body.slice(0, 1000)}`);
    }
  }
}
