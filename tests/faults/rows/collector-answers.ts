import { setTimeout as delay } from 'node:timers/promises';
import type { BotTelemetry } from '@botscope/instrumentation';
import { startBotTelemetry } from '@botscope/instrumentation/node';
import { encodePartialSuccess } from '@botscope/otlp';
import { listChanges, toChangeNumber } from '../audit-evidence.ts';
import { FaultCollector, type Behaviour, type LogsExchange } from '../fault-collector.ts';
import { compareNumbers, type FaultResult } from '../fault-result.ts';
import { withDirectory } from '../with-directory.ts';
import { upTo } from '../working-bot.ts';

/** A way in which a Collector misbehaves until it recovers. */
interface Trial {
  readonly name: string;
  readonly behaviour: Behaviour;
  /** Records that it never accepts. */
  readonly refused?: number;
}

const REQUEST_TIMEOUT_MILLIS = '500';
const DELIVERY_MILLIS = 90_000;
const TURNS = 30;
const CHANGES = 10;
const never = new Promise<boolean>(() => {});

/** Answers, and takes nothing. */
const answer =
  (status: number, headers: Readonly<Record<string, string>> = {}, body = ''): Behaviour =>
  ({ response }) => {
    response.writeHead(status, headers).end(body);
    return false;
  };
const onSocket =
  (use: (exchange: LogsExchange) => unknown): Behaviour =>
  (exchange) => {
    use(exchange);
    return false;
  };
const hang: Behaviour = () => never;

/** Takes every request but every other one, so that the sender meets both in turn. */
function flap(): Behaviour {
  let requests = 0;
  return ({ response }) => {
    if (requests++ % 2 === 1) return true;
    response.writeHead(503).end();
    return false;
  };
}

/** Says that it has not taken one record, however it comes. */
const refusesOne: Behaviour = ({ records, response }) => {
  const isMeant = listChanges(records).some((record) => toChangeNumber(record) === 3);
  if (!isMeant) return true;
  response
    .writeHead(200, { 'content-type': 'application/x-protobuf' })
    .end(encodePartialSuccess('application/x-protobuf', 'logs', records.length, 'not this one'));
  return false;
};

/** Takes what it then does not answer for: whoever sends again sends the same bytes. */
const takesAndBreaksOff: Behaviour = ({ response }) => {
  response.socket?.destroy();
  return true;
};

const TRIALS: readonly Trial[] = [
  ...[301, 307, 401, 404, 408, 421, 429, 500, 502, 503, 504].map((status) => ({
    name: String(status),
    behaviour: answer(status, { location: 'http://127.0.0.1:1/' }),
  })),
  ...['1', '0', '-5', 'soon', '1e-9', new Date(Date.now() - 86_400_000).toUTCString()].map((value) => ({
    name: `429 with Retry-After ${value}`,
    behaviour: answer(429, { 'retry-after': value }),
  })),
  {
    name: '503 with a moment by a clock that is a day wrong',
    behaviour: answer(503, {
      'retry-after': new Date(Date.now() + 86_401_000).toUTCString(),
      date: new Date(Date.now() + 86_400_000).toUTCString(),
    }),
  },
  { name: 'a page in place of an answer', behaviour: answer(200, { 'content-type': 'text/html' }, '<p>log in</p>') },
  { name: 'hangs', behaviour: hang },
  {
    name: 'answers a byte at a time',
    behaviour: onSocket(({ response }) => {
      response.writeHead(200, { 'content-length': '1000' });
      const timer = setInterval(() => response.write(' '), 50);
      response.once('close', () => clearInterval(timer));
    }),
  },
  {
    name: 'breaks off in the head',
    behaviour: onSocket(({ response }) => response.socket?.end('HTTP/1.1 200 OK\r\ncontent-le')),
  },
  {
    name: 'breaks off in the body',
    behaviour: onSocket(({ response }) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('half', () => response.destroy());
    }),
  },
  { name: 'closes at once', behaviour: onSocket(({ response }) => response.destroy()) },
  { name: 'resets', behaviour: onSocket(({ response }) => response.socket?.resetAndDestroy()) },
  { name: 'speaks no HTTP', behaviour: onSocket(({ response }) => response.socket?.end('220 ready\r\n')) },
  {
    name: 'switches protocols',
    behaviour: onSocket(({ response }) =>
      response.socket?.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
    ),
  },
  {
    name: '413 for more than three records',
    behaviour: ({ records, response }) => {
      if (records.length <= 3) return true;
      response.writeHead(413).end();
      return false;
    },
  },
  { name: 'flaps', behaviour: flap() },
  { name: 'takes, and breaks off', behaviour: takesAndBreaksOff },
  { name: 'refuses one record', behaviour: refusesOne, refused: 1 },
];

/** R4: whatever a Collector answers, everything arrives once it recovers, and nothing comes with two contents. */
export async function misanswer(): Promise<FaultResult> {
  // Each of the many telemetries listens to this process's end.
  process.setMaxListeners(0);
  const timeout = process.env['OTEL_EXPORTER_OTLP_TIMEOUT'];
  process.env['OTEL_EXPORTER_OTLP_TIMEOUT'] = REQUEST_TIMEOUT_MILLIS;
  try {
    const outcomes = await Promise.all([...TRIALS.map(runTrial), refuseConnections(), speakPlain()]);
    const sum = (count: (outcome: Outcome) => number): number =>
      outcomes.reduce((total, outcome) => total + count(outcome), 0);
    return {
      row: 'R4-answers',
      what: `${outcomes.length} ways in which a Collector misbehaves`,
      totals: `${sum(({ sent }) => sent)} records sent, ${sum(({ arrived }) => arrived)} arrived, ${sum(({ copies }) => copies)} of them more than once with the same bytes`,
      failures: outcomes.flatMap(({ failures }) => failures),
    };
  } finally {
    if (timeout === undefined) delete process.env['OTEL_EXPORTER_OTLP_TIMEOUT'];
    else process.env['OTEL_EXPORTER_OTLP_TIMEOUT'] = timeout;
  }
}

interface Outcome {
  readonly sent: number;
  readonly arrived: number;
  readonly copies: number;
  readonly failures: readonly string[];
}

function runTrial({ name, behaviour, refused }: Trial): Promise<Outcome> {
  return withCollector(async (collector, spoolDirectory) => {
    collector.behaviour = behaviour;
    const telemetry = startBot(collector.url, spoolDirectory);
    await record(telemetry);
    while (collector.requests < 3) await delay(20);
    collector.behaviour = refused === undefined ? () => true : behaviour;
    return finish(name, telemetry, collector, refused);
  });
}

/** Nobody listens. */
function refuseConnections(): Promise<Outcome> {
  return withCollector(async (collector, spoolDirectory) => {
    await collector.stop();
    const telemetry = startBot(collector.url, spoolDirectory);
    await record(telemetry);
    while (telemetry.stats().audit.lastError === undefined) await delay(20);
    await collector.start();
    return finish('refuses connections', telemetry, collector);
  });
}

/** TLS fails: it is mended by a restart with the right address. */
function speakPlain(): Promise<Outcome> {
  return withCollector(async (collector, spoolDirectory) => {
    const wrong = startBot(collector.url.replace('http:', 'https:'), spoolDirectory);
    await record(wrong);
    while (wrong.stats().audit.lastError === undefined) await delay(20);
    await wrong.shutdown({ timeoutMillis: 0 });
    return finish('fails in TLS', startBot(collector.url, spoolDirectory), collector);
  });
}

async function finish(name: string, telemetry: BotTelemetry, collector: FaultCollector, refused = 0): Promise<Outcome> {
  const failures: string[] = [];
  const flushed = await telemetry.forceFlush({ timeoutMillis: DELIVERY_MILLIS }).catch((error: Error) => error.message);
  // A record that is refused for good gives rise to another that says so.
  if (refused > 0) await telemetry.forceFlush({ timeoutMillis: DELIVERY_MILLIS });
  const { records, audit } = telemetry.stats();
  if (flushed !== undefined && !flushed.includes('Not everything')) failures.push(flushed);
  if (records.spooled + audit.spooled > 0) failures.push(`not delivered: ${JSON.stringify({ records, audit })}`);
  if (audit.quarantined + records.quarantined !== refused) failures.push(`${audit.quarantined} in quarantine`);
  const numbers = listChanges(collector.taken.values()).map(toChangeNumber);
  const { lost, doubled } = compareNumbers(upTo(CHANGES), numbers);
  if (lost.length !== refused) failures.push(`changes ${lost.join()} are lost`);
  if (doubled.length + collector.changed.length > 0) failures.push(`changes ${doubled.join()} came with two contents`);
  const sent = records.emitted + records.recovered + audit.emitted + audit.recovered;
  const arrived = collector.taken.size;
  if (arrived !== sent - refused) failures.push(`${sent} records sent, ${arrived} arrived`);
  await telemetry.shutdown({ timeoutMillis: 1_000 });
  return { sent, arrived, copies: collector.copies, failures: failures.map((words) => `${name}: ${words}`) };
}

async function record(telemetry: BotTelemetry): Promise<void> {
  for (let i = 0; i < TURNS; i++) telemetry.conversation({ uid: 'c1' }).turn({ input: 'hi' }, () => 'ok');
  for (let n = 0; n < CHANGES; n++) {
    await telemetry.audit.record({
      actor: { type: 'system', name: 'Writer' },
      action: 'UPDATED',
      entity: { type: 'card', id: String(n) },
      after: { n },
    });
  }
}

function startBot(endpoint: string, spoolDirectory: string): BotTelemetry {
  return startBotTelemetry({
    serviceName: 'answered-bot',
    environment: 'sandbox',
    bot: { id: 'answered' },
    endpoint,
    spoolDirectory,
    runtimeSampleIntervalMillis: 0,
    recordFailures: false,
    global: false,
  });
}

function withCollector(use: (collector: FaultCollector, spoolDirectory: string) => Promise<Outcome>): Promise<Outcome> {
  return withDirectory('answers', async (directory) => {
    const collector = await new FaultCollector().start();
    try {
      return await use(collector, directory);
    } finally {
      await collector.stop();
    }
  });
}
