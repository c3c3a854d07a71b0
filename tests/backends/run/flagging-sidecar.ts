import { equal } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AlertLedgerRow, Flag, HealthAnswer, HealthPart } from '@botscope/conventions';
import { createSidecar, readSidecarConfig } from '@botscope/sidecar';
import type { CapturedRequest } from './capture-server.ts';
import { INGEST_TOKEN } from './real-pipeline.ts';

/** What names a conversation. */
export type ConversationKey = Pick<Flag, 'bot' | 'environment' | 'conversation'>;

/** A sidecar before a store, as people and the Collector ask it. */
export interface FlaggingSidecar {
  /** Flags a conversation as a person who may read everything. */
  readonly flag: (key: ConversationKey) => Promise<void>;
  /** Lets time pass for the sidecar, and resolves when it has done what is due then. */
  readonly pass: (millis: number) => Promise<void>;
  readonly pinningHealth: () => Promise<HealthPart | undefined>;
  /** Hands on what the Collector has forwarded. */
  readonly forward: (requests: readonly CapturedRequest[]) => Promise<void>;
  readonly listAlerts: () => Promise<readonly AlertLedgerRow[]>;
}

const INTERNAL_SECRET = '7c1de90b52f8a6437c1de90b52f8a643';
const PERSON = { id: 'p', login: 'p', email: 'p@example.test', name: 'P', role: 'Admin', orgId: 1 };

async function post(url: string, { headers, body }: CapturedRequest): Promise<void> {
  const type = headers['content-type'] ?? '';
  const answer = await fetch(url, {
    method: 'POST',
    headers: { Authorization: `Bearer ${INGEST_TOKEN}`, 'Content-Type': type },
    body: Uint8Array.from(body),
  });
  equal(answer.status, 200, await answer.text());
}

/** Runs a sidecar with a store for as long as `use` takes. Its mails are files in a directory that goes with it. */
export async function withFlaggingSidecar(
  lokiUrl: string,
  use: (sidecar: FlaggingSidecar) => Promise<void>,
): Promise<void> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'botscope-flagging-'));
  let aheadMillis = 0;
  const config = readSidecarConfig({
    BOTSCOPE_DATA_DIR: dataDirectory,
    BOTSCOPE_INGEST_TOKEN: INGEST_TOKEN,
    BOTSCOPE_INTERNAL_SECRET: INTERNAL_SECRET,
    BOTSCOPE_LOKI_URL: lokiUrl,
    BOTSCOPE_SIDECAR_PORT: '0',
  });
  const sidecar = await createSidecar(config, {
    clock: () => Date.now() + aheadMillis,
    recordEvidence: () => Promise.resolve(),
    // Only what a check asks for is done, and it knows when.
    tickMillis: 3_600_000,
  });
  const url = await sidecar.listen();
  const ask = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const headers = {
      'X-Botscope-Internal-Secret': INTERNAL_SECRET,
      'X-Botscope-User': JSON.stringify(PERSON),
      'Content-Type': 'application/json',
    };
    const answer = await fetch(`${url}/v1/${path}`, { method, headers, body: JSON.stringify(body) ?? null });
    const text = await answer.text();
    equal(answer.status, 200, text);
    return JSON.parse(text) as Answer;
  };
  try {
    await use({
      flag: (key) => ask('PUT', 'flags', key),
      pass: async (millis) => {
        // What was under way at the time before is done first.
        await sidecar.runDue();
        aheadMillis += millis;
        await sidecar.runDue();
      },
      pinningHealth: async () =>
        (await ask<HealthAnswer>('GET', 'health')).parts.find(({ name }) => name === 'pinning'),
      forward: async (requests) => {
        for (const request of requests) await post(`${url}/v1/logs`, request);
      },
      listAlerts: () => ask('GET', 'alerts'),
    });
  } finally {
    await sidecar.close();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}
