import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backends } from '../../backends/build/ensure-backends.ts';
import { startCaptureServer } from '../../backends/run/capture-server.ts';
import { findFreePorts } from '../../backends/run/free-ports.ts';
import { startCollector, type RunningCollector } from '../../backends/run/start-collector.ts';
import { startLoki } from '../../backends/run/start-loki.ts';
import { startProduct, type Product } from '../../product/start-product.ts';

/** A Loki API and a Tempo API that can be asked. */
export interface Reader {
  readonly lokiUrl: string;
  readonly tempoUrl: string;
}

/** Both engines: a Collector before a real Loki, and standalone. Spans of both end in standalone's Tempo API. */
export interface Engines {
  readonly product: Product;
  readonly collector: RunningCollector;
  readonly loki: Reader;
  readonly standalone: Reader;
  /** Uses a further Collector with other files of `collector/`, then ends it. */
  withCollector(options: FurtherCollector, use: (collector: RunningCollector) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** A further Collector. */
export interface FurtherCollector {
  /** Files, seen from `collector/`. */
  readonly files: readonly string[];
  /** Where it writes records as a Loki. Default: the real one. */
  readonly lokiUrl?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts both on free ports, with empty directories. */
export async function startEngines(backends: Backends): Promise<Engines> {
  const closing: (() => Promise<unknown>)[] = [];
  const newDirectory = (): string => {
    const directory = mkdtempSync(join(tmpdir(), 'botscope-interop-'));
    closing.push(async () => rmSync(directory, { recursive: true, force: true }));
    return directory;
  };
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    const product = await startProduct({ args: ['--no-demo'], dataDirectory: newDirectory() });
    closing.push(() => product.stop());
    const [port = 0, grpcPort = 0] = await findFreePorts(2);
    const loki = await startLoki({ program: backends.loki, dataDirectory: newDirectory(), port, grpcPort });
    closing.push(() => loki.kill());
    const sidecar = await startCaptureServer(200);
    closing.push(() => sidecar.close());
    const lokiUrl = `http://127.0.0.1:${port}`;
    const start = (options: FurtherCollector): Promise<RunningCollector> =>
      startCollector({
        program: backends.collector,
        dataDirectory: newDirectory(),
        lokiUrl,
        tempoOtlpUrl: product.urls.otlp,
        sidecarUrl: sidecar.url,
        ingestToken: 'none',
        ...options,
      });
    const collector = await start({ files: ['config.yaml'] });
    closing.push(() => collector.kill());
    const tempoUrl = product.urls.tempo;
    return {
      ...{ product, collector, close },
      loki: { lokiUrl, tempoUrl },
      standalone: { lokiUrl: product.urls.loki, tempoUrl },
      withCollector: async (options, use) => {
        const further = await start(options);
        await use(further).finally(() => further.kill());
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
