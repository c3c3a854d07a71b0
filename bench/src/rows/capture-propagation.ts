import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { HEADER_INTERNAL_SECRET, HEADER_USER, type BotscopeUser } from '@botscope/conventions';
import type { BotTelemetry } from '@botscope/instrumentation';
import { startBotTelemetry } from '@botscope/instrumentation/node';
import { startProduct } from '@botscope/tests';
import { renderFigure, toPercentile, type BenchResult } from '../result.ts';

const BOTS = 8;
const STARTS_APART_MILLIS = 3_000;
const POLL_MILLIS = 5;
const LIMIT_SECONDS = 30;
const ADMIN: BotscopeUser = { id: 'bench', login: 'bench', name: 'Bench', email: 'b@b', role: 'Admin', orgId: 1 };

/** Asks as the gateway does for an Admin. */
async function setRules(sidecarUrl: string, internalSecret: string): Promise<void> {
  const answer = await fetch(`${sidecarUrl}/v1/settings/capture`, {
    method: 'PUT',
    headers: {
      'content-type': 'application/json',
      [HEADER_INTERNAL_SECRET]: internalSecret,
      [HEADER_USER]: JSON.stringify(ADMIN),
    },
    body: JSON.stringify({ version: 0, rules: [{ minLevel: 'error' }] }),
  });
  if (!answer.ok) throw new Error(`The sidecar answered ${answer.status}: ${await answer.text()}`);
}

/** Seconds until a bot no longer logs what is below the new level. */
async function waitForEffect(telemetry: BotTelemetry, changedAt: number): Promise<number> {
  for (;;) {
    telemetry.log({ label: 'bench', level: 'info' });
    if (telemetry.stats().capturePolicy.belowMinLevel > 0) return (performance.now() - changedAt) / 1_000;
    await delay(POLL_MILLIS);
  }
}

/** C2: from a change of the capture rules to the first log action of a running bot that follows it. */
export async function measureCapturePropagation(): Promise<BenchResult[]> {
  const product = await startProduct({ args: ['--no-demo'] });
  const secrets = JSON.parse(readFileSync(join(product.dataDirectory, 'secrets.json'), 'utf8')) as Record<
    string,
    string
  >;
  const directory = mkdtempSync(join(tmpdir(), 'botscope-bench-'));
  const { ingestToken = '', internalSecret = '' } = secrets;
  const bots: BotTelemetry[] = [];
  for (let number = 0; number < BOTS; number++) {
    const telemetry = startBotTelemetry({
      ...{ serviceName: 'bench', environment: 'sandbox', bot: { id: 'bench' }, global: false, recordFailures: false },
      ...{ endpoint: product.urls.otlp, spoolDirectory: join(directory, String(number)), ingestToken },
      capturePolicy: { sidecarUrl: product.urls.sidecar },
    });
    bots.push(telemetry);
    await delay(STARTS_APART_MILLIS);
  }
  await setRules(product.urls.sidecar, internalSecret);
  const changedAt = performance.now();
  const seconds = await Promise.all(bots.map((telemetry) => waitForEffect(telemetry, changedAt)));
  await Promise.all(bots.map((telemetry) => telemetry.shutdown({ timeoutMillis: 1_000 })));
  await product.stop();
  for (const made of [directory, product.dataDirectory]) rmSync(made, { recursive: true, force: true });
  const slowest = Math.max(...seconds);
  return [
    {
      row: 'C2',
      what: `change of a capture rule to its effect in a running bot, slowest of ${BOTS}`,
      ours: `${renderFigure(slowest)} s (median ${renderFigure(toPercentile(seconds, 50))} s)`,
      target: `≤ ${LIMIT_SECONDS} s`,
      met: slowest <= LIMIT_SECONDS,
    },
  ];
}
