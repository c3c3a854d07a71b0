import { statfs } from 'node:fs/promises';
import type { HealthAnswer, HealthPart } from '@botscope/conventions';
import type { LokiClient, QueryContexts } from '@botscope/records';
import type { LokiPlace } from '../context/loki-transport.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { PinTrouble } from '../pinning/pin-store.ts';
import { checkLoki } from './check-loki.ts';
import { checkMail } from './check-mail.ts';
import { checkPinning } from './check-pinning.ts';
import { checkRouting } from './check-routing.ts';
import { checkStructuredMetadata } from './check-structured-metadata.ts';
import { remember } from './remember.ts';

/** What health is checked with. */
export interface CheckHealthOptions {
  readonly client: LokiClient;
  readonly contexts: QueryContexts;
  readonly loki: LokiPlace;
  readonly delivery: Delivery;
  readonly dataDirectory: string;
  readonly clock: () => number;
  /** Records of changes that wait to be recorded. */
  readonly evidenceWaiting: () => number;
  /** Mails that will be tried again. */
  readonly mailsWaiting: () => number;
  /** What is wrong with the copies of flagged conversations. */
  readonly pinTroubles: () => readonly PinTrouble[];
}

const LOW_DISK_BYTES = 1024 ** 3;
const FULL_DISK_BYTES = 100 * 1024 ** 2;
/** For questions that cost the log store something. */
const KEPT_MILLIS = 30_000;

function checkSidecar(evidenceWaiting: number): HealthPart {
  if (evidenceWaiting === 0) return { name: 'sidecar', state: 'ok' };
  return {
    name: 'sidecar',
    state: 'degraded',
    reason: `${evidenceWaiting} records of changes and alerts wait to be recorded.`,
    fix: 'Check OTEL_EXPORTER_OTLP_ENDPOINT and the spool directory of the sidecar.',
  };
}

async function checkDisk(dataDirectory: string): Promise<HealthPart> {
  const { bavail, bsize } = await statfs(dataDirectory);
  const freeBytes = bavail * bsize;
  if (freeBytes >= LOW_DISK_BYTES) return { name: 'disk', state: 'ok' };
  return {
    name: 'disk',
    state: freeBytes < FULL_DISK_BYTES ? 'down' : 'degraded',
    reason: `${Math.round(freeBytes / 1024 ** 2)} MB are free in ${dataDirectory}.`,
    fix: 'Free some space, or move the data directory (BOTSCOPE_DATA_DIR).',
  };
}

/** What the log store holds and takes; asked anew every half minute at most. */
function createStoreChecks({ client, contexts, loki, clock }: CheckHealthOptions) {
  const routing = { client, contexts, clock, isOneTenant: loki.tenant !== undefined };
  return async (): Promise<readonly HealthPart[]> =>
    (await Promise.all([checkStructuredMetadata(loki), checkRouting(routing)])).flat();
}

/**
 * Checks the parts that the sidecar depends on. Those who ask at the same time share one check, so that nobody can have
 * the SMTP server asked more often than it answers.
 */
export function createHealthCheck(options: CheckHealthOptions): () => Promise<HealthAnswer> {
  const { client, clock, delivery, mailsWaiting, evidenceWaiting, pinTroubles, dataDirectory } = options;
  const checkStore = remember(createStoreChecks(options), KEPT_MILLIS, clock);
  const checkParts = async (): Promise<HealthAnswer> => {
    const [loki, store, mail, disk] = await Promise.all([
      checkLoki(client, clock),
      checkStore(),
      checkMail(delivery, mailsWaiting),
      checkDisk(dataDirectory),
    ]);
    return { parts: [checkSidecar(evidenceWaiting()), loki, ...store, mail, checkPinning(pinTroubles()), disk] };
  };
  let running: Promise<HealthAnswer> | undefined;
  return () => (running ??= checkParts().finally(() => (running = undefined)));
}

/** The worst state of all parts. */
export function toOverallState({ parts }: HealthAnswer): HealthPart['state'] {
  if (parts.some(({ state }) => state === 'down')) return 'down';
  return parts.some(({ state }) => state === 'degraded') ? 'degraded' : 'ok';
}
