import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EVENT_RUNTIME_SAMPLED } from '@botscope/conventions';
import { startProduct } from '../../product/start-product.ts';
import type { RealPipeline } from '../run/real-pipeline.ts';
import { startProcess } from '../run/start-process.ts';
import { waitUntil } from '../run/wait-until.ts';
import { askNumbers, type TimeRange } from './ask-numbers.ts';
import { startOtlpTee } from './otlp-tee.ts';

/** A real Loki, behind a real Collector, and standalone with the records of one run of the demo bot. */
export interface DemoOnBoth {
  readonly lokiUrl: string;
  readonly standaloneUrl: string;
  readonly range: TimeRange;
  close(): Promise<void>;
}

/** Services of the demo bot: Loki may have records of other checks. */
export const DEMO_SERVICES = 'support-bot|outlet-bot';

const DEMO = fileURLToPath(new URL('../../../demo/src/main.ts', import.meta.url));
const ALL = `{service_name=~"${DEMO_SERVICES}"}`;
const TELEMETRIES = 3;
/** The first run-time sample comes after 60 s. */
const SAMPLED_WITHIN_MILLIS = 120_000;
const MINUTE = 60;

async function count(lokiUrl: string, query: string, range: TimeRange): Promise<number> {
  const window = range.endSeconds - range.startSeconds;
  const [sum] = await askNumbers(lokiUrl, `sum(count_over_time(${query} [${window}s]))`, 'instant', range);
  return sum?.values.get(range.endSeconds) ?? 0;
}

/** Runs the demo bot until it has told of its run time, and ends it. */
async function runDemo(otlpUrl: string, isDone: () => Promise<boolean>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'botscope-dashboard-demo-'));
  const demo = startProcess(
    process.execPath,
    ['--conditions=@botscope/source', '--disable-warning=ExperimentalWarning', DEMO],
    { BOTSCOPE_DATA_DIR: directory, BOTSCOPE_DEMO_PORT: '0', OTEL_EXPORTER_OTLP_ENDPOINT: otlpUrl },
  );
  try {
    await waitUntil(
      'run-time samples of the demo bot',
      async () => ((await isDone()) ? true : undefined),
      SAMPLED_WITHIN_MILLIS,
    );
    await demo.stop();
  } catch (error) {
    await demo.kill();
    throw new Error(`${String(error)}\n${demo.output()}`, { cause: error });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Lets the demo bot play its conversations into both and waits until they have the same number of records. */
export async function playDemoIntoBoth(pipeline: RealPipeline): Promise<DemoOnBoth> {
  const startSeconds = (Math.floor(Date.now() / 1_000 / MINUTE) - 1) * MINUTE;
  const product = await startProduct({ args: ['--no-demo'] });
  const tee = await startOtlpTee([pipeline.collectorUrl(), product.urls.otlp]);
  const close = async (): Promise<void> => {
    await product.stop();
    rmSync(product.dataDirectory, { recursive: true, force: true });
  };
  try {
    const sampled = `${ALL} | bot_event="${EVENT_RUNTIME_SAMPLED}"`;
    const soFar = (): TimeRange => ({ startSeconds, endSeconds: Math.ceil(Date.now() / 1_000) + 1 });
    await runDemo(tee.url, async () => (await count(product.urls.loki, sampled, soFar())) >= TELEMETRIES);
    const range = { startSeconds, endSeconds: (Math.floor(Date.now() / 1_000 / MINUTE) + 1) * MINUTE };
    const stored = await count(product.urls.loki, ALL, range);
    await waitUntil(`the ${stored} records of the demo bot in Loki`, async () =>
      (await count(pipeline.lokiUrl, ALL, range)) === stored ? true : undefined,
    );
    return { lokiUrl: pipeline.lokiUrl, standaloneUrl: product.urls.loki, range, close };
  } catch (error) {
    await close();
    throw error;
  } finally {
    await tee.close();
  }
}
