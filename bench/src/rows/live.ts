import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ATTR_TURN_ID, HEADER_TENANT, toLokiName } from '@botscope/conventions';
import { startBotTelemetry } from '@botscope/instrumentation/node';
import { startProduct } from '@botscope/tests';
import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import { renderFigure, toPercentile, type BenchResult } from '../result.ts';

const SAMPLES = 40;
const POLL_MILLIS = 5;

/** An SMTP server that takes every mail and remembers when, by a word of its subject. */
async function startMailServer() {
  const arrivals = new Map<string, number>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, _session, done) => {
      let text = '';
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
      stream.on('end', () => {
        const name = /bench-\d+/.exec(text)?.[0] ?? '';
        arrivals.set(name, performance.now());
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return { arrivals, port, close: () => new Promise<void>((resolve) => server.close(resolve)) };
}

/** Waits until the store's reader gives the record of a turn. */
async function waitUntilVisible(lokiUrl: string, turnId: string): Promise<void> {
  const query = `{bot_record_kind="step"} | ${toLokiName(ATTR_TURN_ID)}="${turnId}"`;
  const url = `${lokiUrl}/loki/api/v1/query_range?limit=1&query=${encodeURIComponent(query)}`;
  for (;;) {
    const answer = (await (await fetch(url, { headers: { [HEADER_TENANT]: 'bots' } })).json()) as {
      data: { result: unknown[] };
    };
    if (answer.data.result.length > 0) return;
    await delay(POLL_MILLIS);
  }
}

async function waitForMail(arrivals: ReadonlyMap<string, number>, name: string): Promise<number> {
  for (;;) {
    const at = arrivals.get(name);
    if (at !== undefined) return at;
    await delay(POLL_MILLIS);
  }
}

/** L1 and M1: from a turn's end to its record at the reader, and to the accepted mail about its first error. */
export async function measureLive(): Promise<BenchResult[]> {
  const mail = await startMailServer();
  const product = await startProduct({
    args: ['--no-demo'],
    environment: { BOTSCOPE_SMTP_URL: `smtp://127.0.0.1:${mail.port}` },
  });
  const spoolDirectory = mkdtempSync(join(tmpdir(), 'botscope-bench-'));
  const telemetry = startBotTelemetry({
    serviceName: 'bench',
    environment: 'sandbox',
    bot: { id: 'bench' },
    endpoint: product.urls.otlp,
    spoolDirectory,
  });
  const visible: number[] = [];
  const mailed: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    const name = `bench-${sample}`;
    const conversation = telemetry.conversation({ uid: `c-${sample}`, bot: { id: name, name } });
    let turnId = '';
    await conversation
      .turn({ input: 'go' }, (turn) => {
        turnId = turn.id;
        return turn.flow({ id: 'f' }, (flow) =>
          flow.step({ id: 'n1', name: 'Call', type: 'api' }, (step) => step.fetch('http://127.0.0.1:9/')),
        );
      })
      .catch(() => undefined);
    const ended = performance.now();
    await waitUntilVisible(product.urls.loki, turnId);
    visible.push(performance.now() - ended);
    mailed.push((await waitForMail(mail.arrivals, name)) - ended);
  }
  await telemetry.shutdown();
  await product.stop();
  await mail.close();
  const visibleP95 = toPercentile(visible, 95);
  const mailedP95 = toPercentile(mailed, 95);
  return [
    {
      row: 'L1',
      what: `step's end to its record at the reader, p95 of ${SAMPLES}`,
      ours: `${renderFigure(visibleP95)} ms`,
      target: '≤ 1,000 ms',
      met: visibleP95 <= 1000,
    },
    {
      row: 'M1',
      what: `turn's end to the accepted mail with its context, p95 of ${SAMPLES} bots`,
      ours: `${renderFigure(mailedP95)} ms`,
      theirs: "Alertmanager's default group wait and interval 30,100 ms (published)",
      ratio: mailedP95 / 30_100,
      target: '≤ 2,000 ms, ≤ 0.1×',
      met: mailedP95 <= 2000,
    },
  ];
}
