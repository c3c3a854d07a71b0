import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { startBotTelemetry } from '../../node/start-bot-telemetry.ts';
import { TestCollector } from '../test-collector.ts';
import type { CallCase } from './call-cases.ts';
import { CLIENTS } from './call-clients.ts';
import type { CallOutcome, CallSpec } from './call-spec.ts';
import { FINGERPRINT_KEY, listCallProblems } from './check-call.ts';
import { startRecordingServer, type RecordingServer, type SeenRequest } from './recording-server.ts';

const CLIENT_KIND = 3;
/** Calls under way at a time. */
const BATCH = 12;

/**
 * Makes every call twice, first in a process that nothing watches, then within turns that are recorded, and lists what
 * differs and what is recorded wrongly.
 */
export async function runMatrix(cases: readonly CallCase[]): Promise<string[]> {
  const server = await startRecordingServer();
  const trusted = tls.getCACertificates('default');
  const collector = await new TestCollector().start();
  const directory = mkdtempSync(join(tmpdir(), 'botscope-calls-'));
  try {
    tls.setDefaultCACertificates([...trusted, server.certificate]);
    const plain = await inBatches(cases, (callCase, i) => makeCall(server, callCase, i));
    const telemetry = startBotTelemetry({
      serviceName: 'matrix',
      environment: 'test',
      bot: { id: '1' },
      endpoint: collector.url,
      spoolDirectory: directory,
      redaction: { fingerprintKey: FINGERPRINT_KEY },
      global: false,
      recordFailures: false,
      recordOutgoingCalls: true,
      runtimeSampleIntervalMillis: 0,
    });
    const recorded = await inBatches(cases, (callCase, i) =>
      telemetry
        .conversation({ uid: `call-${i}` })
        .turn({}, (turn) => turn.step({ id: 'call' }, (step) => makeCall(server, callCase, i, step.fetch))),
    );
    await telemetry.shutdown({ timeoutMillis: 60_000 });
    return cases.flatMap((callCase, i) => {
      const name = [
        i,
        callCase.client,
        callCase.method,
        callCase.body,
        callCase.answer,
        callCase.abort,
        callCase.timeoutMillis,
      ]
        .filter((part) => part !== undefined)
        .join(' ');
      return [
        ...compareSides(plain[i], recorded[i], server.seen(toName(i))),
        ...listCallProblems(collect(collector, callCase, i, recorded[i] as CallOutcome, server)),
      ].map((problem) => `${name}: ${problem}`);
    });
  } finally {
    tls.setDefaultCACertificates(trusted);
    rmSync(directory, { recursive: true, force: true });
    await Promise.all([collector.stop(), server.stop()]);
  }
}

async function inBatches<Result>(
  cases: readonly CallCase[],
  make: (callCase: CallCase, i: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let first = 0; first < cases.length; first += BATCH) {
    const batch = cases.slice(first, first + BATCH).map((callCase, i) => make(callCase, first + i));
    results.push(...(await Promise.all(batch)));
  }
  return results;
}

function toName(i: number): string {
  return `/case-${i}?`;
}

function makeCall(
  server: RecordingServer,
  callCase: CallCase,
  i: number,
  telemetryFetch: typeof fetch = globalThis.fetch,
): Promise<CallOutcome> {
  const { method, body, answer, abort, timeoutMillis, isSecure } = callCase;
  const certificate = isSecure === true ? server.certificate : undefined;
  const url = `${callCase.origin(server)}/${answer}${toName(i)}api_key=k3y-of-the-matrix&page=2`;
  const spec: CallSpec = {
    method,
    url,
    body,
    certificate,
    ...(abort === undefined ? {} : { abort }),
    ...(timeoutMillis === undefined ? {} : { timeoutMillis }),
  };
  return (CLIENTS[callCase.client] as (typeof CLIENTS)[string])(spec, telemetryFetch);
}

/** Differences between the two runs of a call, for the bot and for the server. */
function compareSides(
  plain: CallOutcome | undefined,
  recorded: CallOutcome | undefined,
  seen: readonly SeenRequest[],
): string[] {
  const half = seen.length / 2;
  const [before, after] = [seen.slice(0, half), seen.slice(half)].map((side) => JSON.stringify(side));
  return [
    ...(toComparable(plain) === toComparable(recorded)
      ? []
      : [`${toComparable(recorded)} instead of ${toComparable(plain)}`]),
    ...(before === after ? [] : [`the server saw ${after?.slice(0, 500)} instead of ${before?.slice(0, 500)}`]),
  ];
}

function toComparable(outcome: CallOutcome | undefined): string {
  return JSON.stringify(outcome, (key, value: unknown) => (key === 'date' ? undefined : value));
}

function collect(
  { records, spans }: TestCollector,
  callCase: CallCase,
  i: number,
  outcome: CallOutcome,
  server: RecordingServer,
): Parameters<typeof listCallProblems>[0] {
  const isOwn = ({ attributes }: { readonly attributes: Readonly<Record<string, unknown>> }): boolean =>
    attributes['gen_ai.conversation.id'] === `call-${i}`;
  const seen = server.seen(toName(i));
  return {
    callCase,
    outcome,
    seen: seen.slice(seen.length / 2),
    records: records.filter((record) => record.eventName === 'bot.api.call' && isOwn(record)),
    spans: spans.filter((span) => span.kind === CLIENT_KIND && isOwn(span)),
  };
}
