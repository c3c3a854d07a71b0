import { TENANT_OF_KIND, toStoreHeaders, type Tenant } from '@botscope/conventions';
import { encodeLogsJson, type ResourceLogs } from '@botscope/otlp';
import type { BotRecord } from '@botscope/records';
import type { LokiPlace } from '../context/loki-transport.ts';
import { toPinnedCopy } from './to-pinned-copy.ts';

/** What became of copies. */
export interface PushOutcome {
  readonly copiedCount: number;
  /** Those that the store will never take. */
  readonly refusedCount: number;
  /** Why, in the store's words. */
  readonly refusal?: string;
}

/** Sends copies of records to the store. Rejects when that is to be tried again. */
export type PushCopies = (records: readonly BotRecord[], signal: AbortSignal) => Promise<PushOutcome>;

const PATH = '/otlp/v1/logs';
const TIMEOUT_MILLIS = 30_000;
const MAX_RECORDS = 200;
/** Of the bodies; a store takes a few times as much. */
const MAX_CHARACTERS = 1_000_000;
const LONGEST_REASON = 300;
const NOTHING: PushOutcome = { copiedCount: 0, refusedCount: 0 };

/** Sends copies directly to the OTLP endpoint of a Loki, each under the tenant of its kind. */
export function createPushCopies(place: LokiPlace): PushCopies {
  const post = (tenant: Tenant, resourceLogs: readonly ResourceLogs[], signal: AbortSignal) =>
    fetch(place.url + PATH, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...toStoreHeaders(tenant, place) },
      body: encodeLogsJson({ resourceLogs }),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MILLIS)]),
    });

  const push = async (tenant: Tenant, batch: readonly BotRecord[], signal: AbortSignal): Promise<PushOutcome> => {
    const response = await post(tenant, batch.map(toPinnedCopy), signal);
    const text = (await response.text()).trim().slice(0, LONGEST_REASON);
    if (response.ok) return { copiedCount: batch.length, refusedCount: 0 };
    if (response.status !== 400) throw new Error(`the log store answered HTTP ${response.status}: ${text}`);
    if (batch.length === 1) return { copiedCount: 0, refusedCount: 1, refusal: text };
    // Some of them were refused for good and the others stored; asked one by one, the store says which.
    return pushAll(
      batch.map((record) => [record]),
      (one) => push(tenant, one, signal),
    );
  };
  return (records, signal) =>
    pushAll(toBatches(records), (batch) => push(TENANT_OF_KIND[batch[0]?.kind ?? 'log'], batch, signal));
}

async function pushAll(
  batches: readonly (readonly BotRecord[])[],
  push: (batch: readonly BotRecord[]) => Promise<PushOutcome>,
): Promise<PushOutcome> {
  let total = NOTHING;
  for (const batch of batches) total = addOutcome(total, await push(batch));
  return total;
}

/** What two pushes came to together; of two reasons the first. */
export function addOutcome(a: PushOutcome, b: PushOutcome): PushOutcome {
  const refusal = a.refusal ?? b.refusal;
  return {
    copiedCount: a.copiedCount + b.copiedCount,
    refusedCount: a.refusedCount + b.refusedCount,
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** Records of one tenant each, few enough for a request. */
function toBatches(records: readonly BotRecord[]): readonly (readonly BotRecord[])[] {
  const batches: BotRecord[][] = [];
  for (const group of Map.groupBy(records, ({ kind }) => TENANT_OF_KIND[kind]).values()) {
    let size = Infinity;
    for (const record of group) {
      const last = batches.at(-1);
      if (last === undefined || last.length >= MAX_RECORDS || size + record.line.length > MAX_CHARACTERS) {
        batches.push([record]);
        size = record.line.length;
      } else {
        last.push(record);
        size += record.line.length;
      }
    }
  }
  return batches;
}
