import { statfs } from 'node:fs/promises';
import type { HealthAnswer, HealthPart } from '@botscope/conventions';
import { toUnixNano, type LokiClient } from '@botscope/records';
import type { Delivery } from '../delivery/delivery.ts';

/** What health is checked with. */
export interface CheckHealthOptions {
  readonly client: LokiClient;
  readonly delivery: Delivery;
  readonly dataDirectory: string;
  readonly clock: () => number;
  /** Records of changes that wait to be recorded. */
  readonly evidenceWaiting: () => number;
  /** Mails that will be tried again. */
  readonly mailsWaiting: () => number;
}

const LOW_DISK_BYTES = 1024 ** 3;
const FULL_DISK_BYTES = 100 * 1024 ** 2;
const RANGE_MILLIS = 3_600_000;

function checkSidecar(evidenceWaiting: number): HealthPart {
  if (evidenceWaiting === 0) return { name: 'sidecar', state: 'ok' };
  return {
    name: 'sidecar',
    state: 'degraded',
    reason: `${evidenceWaiting} records of changes and alerts wait to be recorded.`,
    fix: 'Check OTEL_EXPORTER_OTLP_ENDPOINT and the spool directory of the sidecar.',
  };
}

async function checkLoki({ client, clock }: CheckHealthOptions): Promise<HealthPart> {
  const now = clock();
  const range = { startUnixNano: toUnixNano(now - RANGE_MILLIS), endUnixNano: toUnixNano(now) };
  try {
    await client.labels({ area: 'records', range });
    return { name: 'log store', state: 'ok' };
  } catch (error) {
    return {
      name: 'log store',
      state: 'down',
      reason: error instanceof Error ? error.message : String(error),
      fix: 'Start Loki (or standalone), or check BOTSCOPE_LOKI_URL. Alert mails go on without steps and messages.',
    };
  }
}

async function checkMail({ delivery, mailsWaiting }: CheckHealthOptions): Promise<HealthPart> {
  const { ok, reason, fix } = await delivery.check();
  const waiting = mailsWaiting();
  const waits = waiting === 0 ? [] : [`${waiting} mails wait to be sent again.`];
  const reasons = [...(reason === undefined ? [] : [reason]), ...waits].join(' ');
  return {
    name: 'mail',
    state: ok ? (waiting === 0 ? 'ok' : 'degraded') : 'down',
    ...(reasons === '' ? {} : { reason: reasons }),
    ...(fix === undefined ? {} : { fix }),
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

async function checkParts(options: CheckHealthOptions): Promise<HealthAnswer> {
  const others = await Promise.all([checkLoki(options), checkMail(options), checkDisk(options.dataDirectory)]);
  return { parts: [checkSidecar(options.evidenceWaiting()), ...others] };
}

/**
 * Checks the parts that the sidecar depends on. Those who ask at the same time share one check, so that nobody can have
 * the SMTP server asked more often than it answers.
 */
export function createHealthCheck(options: CheckHealthOptions): () => Promise<HealthAnswer> {
  let running: Promise<HealthAnswer> | undefined;
  return () => (running ??= checkParts(options).finally(() => (running = undefined)));
}

/** The worst state of all parts. */
export function toOverallState({ parts }: HealthAnswer): HealthPart['state'] {
  if (parts.some(({ state }) => state === 'down')) return 'down';
  return parts.some(({ state }) => state === 'degraded') ? 'degraded' : 'ok';
}
