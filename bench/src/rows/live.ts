import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ATTR_TURN_ID, HEADER_TENANT, toLokiName } from '@botscope/conventions';
import { startBotTelemetry } from '@botscope/instrumentation/node';
import { launchBrowser, logIn, PAGE_SETTINGS, startProduct } from '@botscope/tests';
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

/** Opens the preview console over all bots and gives what waits until a text is drawn in it: milliseconds since the epoch. */
async function openConsole(uiUrl: string) {
  const browser = await launchBrowser();
  // Waiting for a text is code from outside, which the page's policy would not run.
  const context = await browser.newContext({ ...PAGE_SETTINGS, bypassCSP: true });
  await logIn(context, uiUrl, 'Admin');
  const tab = await context.newPage();
  await tab.goto(`${uiUrl}/a/botscope-logs-app/live`);
  await tab.getByText('● live', { exact: true }).waitFor();
  const whenShown = async (text: string): Promise<number> => {
    const find = `document.querySelector('[aria-label="Console"]')?.textContent.includes(${JSON.stringify(text)})`;
    return (await tab.waitForFunction(`${find} && Date.now()`)).jsonValue() as Promise<number>;
  };
  return { whenShown, close: () => browser.close() };
}

async function waitForMail(arrivals: ReadonlyMap<string, number>, name: string): Promise<number> {
  for (;;) {
    const at = arrivals.get(name);
    if (at !== undefined) return at;
    await delay(POLL_MILLIS);
  }
}

/** L1 and M1: from a step's end to its record at the reader and to its line in the preview console, and to the accepted mail about its first error. */
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
  const preview = await openConsole(product.urls.ui);
  const visible: number[] = [];
  const shown: number[] = [];
  const mailed: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    const name = `bench-${sample}`;
    const conversation = telemetry.conversation({ uid: `c-${sample}`, bot: { id: name, name } });
    let turnId = '';
    let stepEndedAt = 0;
    const line = preview.whenShown(`Call ${name}`);
    await conversation
      .turn({ input: 'go' }, (turn) => {
        turnId = turn.id;
        return turn.flow({ id: 'f' }, (flow) =>
          flow.step({ id: 'n1', name: `Call ${name}`, type: 'api' }, (step) =>
            step.fetch('http://127.0.0.1:9/').finally(() => (stepEndedAt = Date.now())),
          ),
        );
      })
      .catch(() => undefined);
    const ended = performance.now();
    await waitUntilVisible(product.urls.loki, turnId);
    visible.push(performance.now() - ended);
    shown.push((await line) - stepEndedAt);
    mailed.push((await waitForMail(mail.arrivals, name)) - ended);
  }
  await telemetry.shutdown();
  await preview.close();
  await product.stop();
  await mail.close();
  const visibleP95 = toPercentile(visible, 95);
  const shownP95 = toPercentile(shown, 95);
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
      row: 'L1',
      what: `step's end to its line in the preview console, p95 of ${SAMPLES}`,
      ours: `${renderFigure(shownP95)} ms`,
      target: '≤ 1,000 ms',
      met: shownP95 <= 1000,
      note: 'in a browser, through workbench, gateway and WebSocket',
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
