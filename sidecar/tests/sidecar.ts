import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AlertLedgerRow, BotscopeUser, Flag, HealthAnswer } from '@botscope/conventions';
import { onTestFinished } from 'vitest';
import type { SidecarConfig } from '../src/config.ts';
import { createSidecar, type Sidecar } from '../src/create-sidecar.ts';
import type { SidecarOptions } from '../src/sidecar-options.ts';
import type { Evidence } from '../src/evidence/evidence.ts';
import { AT_MILLIS, toOtlpJson, type TestRecord } from './story.ts';

export const INGEST_TOKEN = '3fa17c92e0b845d61c7a';
export const INTERNAL_SECRET = 'b92d40f7163ea85c0d4e';
export const PERSON: BotscopeUser = {
  id: 'uid-anna',
  login: 'anna',
  email: 'anna@example.test',
  name: 'Anna Berg',
  role: 'Admin',
  orgId: 1,
};

/** A running sidecar and what it left behind. */
export interface TestSidecar {
  readonly url: string;
  readonly sidecar: Sidecar;
  readonly evidence: Evidence[];
  readonly logged: string[];
  /** Milliseconds since the epoch; change it to let time pass. */
  nowMillis: number;
  /** Sends records as the Collector does; gives the status. */
  readonly forward: (records: readonly TestRecord[]) => Promise<number>;
  /** Asks as the gateway does. */
  readonly ask: (method: string, path: string, body?: unknown, user?: BotscopeUser) => Promise<Response>;
  readonly ledger: () => Promise<readonly AlertLedgerRow[]>;
  readonly flags: () => Promise<readonly Flag[]>;
  readonly health: () => Promise<HealthAnswer>;
  readonly close: () => Promise<void>;
}

/** A directory that is removed when the test ends. */
export async function makeDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'botscope-sidecar-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** An SMTP server on this machine, as settings. */
export function toSmtpSettings(port: number): NonNullable<SidecarConfig['smtp']> {
  return { host: '127.0.0.1', port, implicitTls: false, requireTls: false };
}

/** A sidecar on a free port; its own timer does not run, tests call `runDue`. */
export async function startSidecar(
  changes: Partial<SidecarConfig> & Pick<SidecarConfig, 'dataDirectory'>,
  options: Partial<SidecarOptions> = {},
): Promise<TestSidecar> {
  const evidence: Evidence[] = [];
  const logged: string[] = [];
  const sidecar = await createSidecar(
    {
      host: '127.0.0.1',
      port: 0,
      ingestToken: INGEST_TOKEN,
      internalSecret: INTERNAL_SECRET,
      publicUrl: 'http://127.0.0.1:3000',
      lokiUrl: 'http://127.0.0.1:1',
      ownerEmail: 'owner@localhost',
      mailFrom: 'botscope@localhost',
      windowHours: 24,
      ...changes,
    },
    {
      clock: () => test.nowMillis,
      tickMillis: 3_600_000,
      log: (line) => logged.push(line),
      recordEvidence: async (entry) => void evidence.push(entry),
      ...options,
    },
  );
  const url = await sidecar.listen();
  let closed = false;
  const close = async (): Promise<void> => {
    if (!closed) await sidecar.close();
    closed = true;
  };
  onTestFinished(close);
  const ask: TestSidecar['ask'] = (method, path, body, user = PERSON) =>
    fetch(`${url}/v1/${path}`, {
      method,
      headers: {
        'X-Botscope-Internal-Secret': INTERNAL_SECRET,
        'X-Botscope-User': JSON.stringify(user),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const read = async <Answer>(path: string): Promise<Answer> => (await (await ask('GET', path)).json()) as Answer;
  const test: TestSidecar = {
    url,
    sidecar,
    evidence,
    logged,
    nowMillis: AT_MILLIS,
    forward: async (records) => {
      const headers = { Authorization: `Bearer ${INGEST_TOKEN}`, 'Content-Type': 'application/json' };
      return (await fetch(`${url}/v1/logs`, { method: 'POST', headers, body: toOtlpJson(records) })).status;
    },
    ask,
    ledger: () => read('alerts'),
    flags: () => read('flags'),
    health: () => read('health'),
    close,
  };
  return test;
}
