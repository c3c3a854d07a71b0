import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BotTelemetry } from '@botscope/instrumentation';
import { startBotTelemetry } from '@botscope/instrumentation/node';
import type { OtlpLogRecord } from '@botscope/otlp';
import { makeHarmless } from './harmless-corpus.ts';
import { LeakSearch, readFiles } from './leak-search.ts';
import { OutsideService } from './outside-service.ts';
import { Receiver } from './receiver.ts';
import { recordEverywhere } from './record-everywhere.ts';
import { makeSecrets, type SeededSecret } from './secret-corpus.ts';

/** How much is recorded. */
export interface RedactionRun {
  readonly secrets: number;
  readonly harmless: number;
  readonly seed: number;
}

/** What was found. */
export interface RedactionFindings {
  readonly kinds: number;
  readonly secrets: number;
  readonly records: number;
  readonly quarantined: number;
  /** `<where>: <kind>`, one for each secret that could be read somewhere. */
  readonly leaks: readonly string[];
  /** Bodies that are no JSON any more. */
  readonly broken: readonly string[];
  readonly harmless: number;
  /** Harmless texts that were changed. */
  readonly changed: readonly string[];
}

const DELIVERY_MILLIS = 120_000;
/** Conversations whose records the receiver refuses, so that they end in quarantine. */
const REFUSED = 6;
const ATTR_CONVERSATION = 'gen_ai.conversation.id';
const ATTR_LABEL = 'bot.log.label';
const HARMLESS_LABEL = 'harmless';

/** Records secrets and harmless texts with the real package and looks for them where anything was written or sent. */
export async function runRedaction({
  secrets: count,
  harmless: harmlessCount,
  seed,
}: RedactionRun): Promise<RedactionFindings> {
  const secrets = makeSecrets(count, seed);
  const harmless = makeHarmless(harmlessCount, ~seed);
  const spoolDirectory = mkdtempSync(join(tmpdir(), 'botscope-redaction-'));
  const receiver = new Receiver(
    (record) => (record.attributes[ATTR_CONVERSATION] as string | undefined)?.startsWith('refused') === true,
  );
  const service = new OutsideService();
  const telemetry = startTelemetry(await receiver.start(), spoolDirectory);
  try {
    await recordAll(telemetry, secrets, harmless, await service.start());
    await untilWritten(telemetry, receiver);
    const spooled = readFiles(spoolDirectory);
    receiver.behaviour = 'accepting';
    await telemetry.forceFlush({ timeoutMillis: DELIVERY_MILLIS });
    const search = new LeakSearch(secrets.flatMap(({ hidden }) => hidden));
    const places = { spool: spooled, disk: readFiles(spoolDirectory), network: receiver.bodies.join('\n') };
    return {
      kinds: new Set(secrets.map(({ kind }) => kind)).size,
      secrets: secrets.length,
      records: receiver.records.length,
      quarantined: telemetry.stats().records.quarantined + telemetry.stats().audit.quarantined,
      leaks: Object.entries(places).flatMap(([place, text]) => listLeaks(place, text, search, secrets)),
      broken: receiver.records.flatMap(describeBroken),
      harmless: harmless.length,
      changed: listChanged(receiver.records, harmless),
    };
  } finally {
    await telemetry.shutdown({ timeoutMillis: 0 });
    await Promise.all([receiver.stop(), service.stop()]);
    rmSync(spoolDirectory, { recursive: true, force: true });
  }
}

function startTelemetry(endpoint: string, spoolDirectory: string): BotTelemetry {
  return startBotTelemetry({
    serviceName: 'redaction-bot',
    environment: 'sandbox',
    bot: { id: '42' },
    redaction: { fingerprintKey: 'key of the redaction run' },
    endpoint,
    spoolDirectory,
    global: false,
    recordFailures: false,
    runtimeSampleIntervalMillis: 0,
  });
}

async function recordAll(
  telemetry: BotTelemetry,
  secrets: readonly SeededSecret[],
  harmless: readonly string[],
  serviceUrl: string,
): Promise<void> {
  for (const [i, { text }] of secrets.entries()) {
    await recordEverywhere(telemetry, `${i < REFUSED ? 'refused' : 'c'}${i}`, text, serviceUrl);
  }
  for (const [i, text] of harmless.entries()) {
    telemetry.log({ label: HARMLESS_LABEL, value: { i, text, json: JSON.stringify({ text }) } });
  }
}

/** Resolves when the records are on disk and something was tried to send; the receiver takes nothing yet. */
async function untilWritten(telemetry: BotTelemetry, receiver: Receiver): Promise<void> {
  do await telemetry.forceFlush({ timeoutMillis: 2_000 }).catch(() => undefined);
  while (receiver.bodies.length === 0);
}

function listLeaks(place: string, text: string, search: LeakSearch, secrets: readonly SeededSecret[]): string[] {
  const found = search.findIn(text);
  return secrets
    .filter(({ hidden }) => hidden.some((part) => found.has(part)))
    .map(({ kind, hidden }) => `${place}: ${kind}: ${describePlace(text, hidden)}`);
}

/** What stands around the first part of a secret that can be read as it is. */
function describePlace(text: string, hidden: readonly string[]): string {
  const at = Math.max(...hidden.map((part) => text.indexOf(part.slice(0, 14))));
  return at === -1 ? `${hidden[0]} (escaped)` : JSON.stringify(text.slice(Math.max(0, at - 100), at + 60));
}

function describeBroken({ eventName, body }: OtlpLogRecord): string[] {
  try {
    JSON.parse(body as string);
    return [];
  } catch (error) {
    return [`${eventName}: ${(error as Error).message}: ${(body as string).slice(0, 200)}`];
  }
}

function listChanged(records: readonly OtlpLogRecord[], harmless: readonly string[]): string[] {
  const kept = new Set<number>();
  for (const record of records) {
    if (record.attributes[ATTR_LABEL] !== HARMLESS_LABEL) continue;
    const value = JSON.parse(record.body as string) as { i: number; text: string; json: string };
    const text = harmless[value.i];
    if (value.text === text && value.json === JSON.stringify({ text })) kept.add(value.i);
  }
  return harmless.filter((_, i) => !kept.has(i));
}
