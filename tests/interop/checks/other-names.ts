import { deepEqual, equal } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { ATTR_CONVERSATION_ID, CONVERSATION_ID_ALIASES, TENANTS, type Tenant } from '@botscope/conventions';
import { queryLoki, waitForEntries, type StoredEntry } from '../../backends/run/query-loki.ts';
import { waitUntil } from '../../backends/run/wait-until.ts';
import type { Engines, Reader } from '../run/engines.ts';
import { readConversation } from '../run/read-conversation.ts';
import { runEmitter } from '../run/run-emitter.ts';

interface Run {
  readonly uid: string;
  readonly service: string;
  readonly reader: Reader;
}

/**
 * Runs `python/other_names.py` against both engines: what is stored is the same, entry by entry, and every name that a
 * framework has for the conversation leads to it.
 */
export async function checkOtherNames(python: string, engines: Engines): Promise<void> {
  const uid = randomUUID();
  const service = `other-${uid.slice(0, 8)}`;
  const startUnixNano = String(BigInt(Date.now()) * 1_000_000n);
  const emit = async (endpoint: string): Promise<number> => {
    const emitter = { file: 'other_names.py', service, args: [uid, startUnixNano] };
    return Number(await runEmitter(python, emitter, { endpoint, protocol: 'http/protobuf' }));
  };
  const count = await emit(engines.collector.url);
  equal(await emit(engines.product.urls.otlp), count);
  const inLoki = { uid, service, reader: engines.loki };
  const inStandalone = { uid, service, reader: engines.standalone };
  await waitForAll(inLoki, count);
  await waitForAll(inStandalone, count);
  for (const tenant of TENANTS) {
    const [ours, theirs] = [await readComparable(inStandalone, tenant), await readComparable(inLoki, tenant)];
    // Entry by entry: a difference of two long lists cannot be read.
    for (const [index, entry] of theirs.entries()) deepEqual(ours[index], entry);
    equal(ours.length, theirs.length);
  }
  for (const run of [inLoki, inStandalone]) await checkNames(run);
}

function selectorOf({ service }: Run): string {
  return `{service_name="${service}"}`;
}

async function waitForAll(run: Run, count: number): Promise<void> {
  await waitUntil(`${count} entries`, async () => {
    const entries = await Promise.all(TENANTS.map((tenant) => queryLoki(run.reader.lokiUrl, tenant, selectorOf(run))));
    return entries.flat().length >= count ? true : undefined;
  });
}

/** Entries in one order, without Loki's own label for late ones and without the clock of the logging module's records. */
async function readComparable(run: Run, tenant: Tenant): Promise<readonly (object | undefined)[]> {
  const entries = await queryLoki(run.reader.lokiUrl, tenant, selectorOf(run));
  return entries.map(toComparable).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function toComparable({ labels, metadata, line, timestampUnixNano }: StoredEntry): object {
  const { __time_shard__: _, ...ownLabels } = labels;
  const isTimed = metadata['n'] !== undefined;
  const { observed_timestamp: observed, exception_stacktrace: stack, ...rest } = metadata;
  return {
    ...(isTimed ? { time: String(timestampUnixNano), observed } : { hasStack: stack !== undefined }),
    labels: sorted(ownLabels),
    metadata: sorted(rest),
    line,
  };
}

function sorted(map: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
}

async function checkNames({ reader, uid, service }: Run): Promise<void> {
  // Beside the names: a log line whose conversation stands in the baggage, copied by OpenTelemetry's own processor.
  for (const name of [ATTR_CONVERSATION_ID, ...CONVERSATION_ID_ALIASES, 'baggage']) {
    const { paged } = await readConversation(reader, `${uid}-${name}`);
    const kinds = new Set(paged.map(({ kind }) => kind));
    deepEqual([...kinds], ['log'], `records of ${name}`);
    equal(
      paged.every((record) => record.service === service),
      true,
    );
  }
  const entries = await waitForEntries(reader.lokiUrl, 'bots', `{service_name="${service}"} | thread_id = "42"`, 1);
  equal(entries[0]?.metadata['gen_ai_conversation_id'], '42');
}
