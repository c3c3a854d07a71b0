import { setTimeout as delay } from 'node:timers/promises';
import { startProduct } from '../../product/start-product.ts';
import type { FaultResult } from '../fault-result.ts';
import { readWork } from '../read-work.ts';
import { withDirectory } from '../with-directory.ts';
import { startWorkingBot } from '../working-bot.ts';

/** R4: standalone stopped under traffic and started again; nothing is lost, nothing is doubled. */
export function stopStandalone(outageMillis: number): Promise<FaultResult> {
  return withDirectory('spool', (spoolDirectory) => stopWhile(spoolDirectory, outageMillis));
}

async function stopWhile(spoolDirectory: string, outageMillis: number): Promise<FaultResult> {
  const first = await startProduct({ args: ['--no-demo'] });
  const bot = startWorkingBot({
    endpoint: first.urls.otlp,
    spoolDirectory,
  });
  await delay(5000);
  await first.stop();
  await delay(outageMillis);
  const { port } = new URL(first.urls.otlp);
  const second = await startProduct({
    args: ['--no-demo'],
    dataDirectory: first.dataDirectory,
    environment: { BOTSCOPE_OTLP_PORT: port },
  });
  await delay(3000);
  bot.stop();
  const done = await bot.ended;
  const found = await readWork(second.urls.loki, done);
  await second.stop();
  return {
    row: 'R4',
    what: `standalone stopped for ${outageMillis / 1000} s under traffic`,
    totals: `${done.steps} steps and ${done.changes} audit changes sent, ${found.steps} and ${found.changes} stored`,
    failures: found.failures,
  };
}
