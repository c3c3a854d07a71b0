import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HealthPart } from '@botscope/conventions';
import type { Backends } from '../build/ensure-backends.ts';
import type { Check } from '../checks/check.ts';
import { startCaptureServer } from '../run/capture-server.ts';
import { postOtlp } from '../run/otlp-json.ts';
import { startCollector } from '../run/start-collector.ts';
import { waitUntil } from '../run/wait-until.ts';
import { askPages, openStore, type PageAnswers } from './ask-pages.ts';
import { startGuardedStore } from './guarded-store.ts';
import { withLoki, type ForeignLoki } from './start-foreign-loki.ts';
import { pushStory, tellStory, toRequests } from './story.ts';
import { INGEST_TOKEN, withWatchers } from './watchers.ts';

const TENANT = 'ours';
const AUTHORIZATION = `Basic ${Buffer.from('123456:secret').toString('base64')}`;
/** As the guide shows it; relative to `collector/`. */
const CREDENTIALS_FILE = '../tests/backends/foreign/credentials.yaml';
const TENANTS_ON = { file: 'as-it-comes.yaml', args: ['-auth.enabled=true'] };

/** Runs a Collector before a Loki for one tenant, for as long as `use` takes; what it has queued is handed on then. */
async function withCollector(
  collector: string,
  place: { readonly lokiUrl: string; readonly sidecarUrl: string; readonly files: readonly string[] },
  use: (url: string) => Promise<void>,
): Promise<void> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'botscope-collector-'));
  const tempo = await startCaptureServer(200);
  const running = await startCollector({
    program: collector,
    dataDirectory,
    ...{ ...place, tempoOtlpUrl: tempo.url, ingestToken: INGEST_TOKEN },
    environment: {
      BOTSCOPE_TENANT: TENANT,
      BOTSCOPE_LOKI_AUTHORIZATION: AUTHORIZATION,
      BOTSCOPE_TEMPO_AUTHORIZATION: 'Bearer t',
    },
  });
  try {
    await use(running.url);
    await running.stop();
  } finally {
    await running.kill();
    await tempo.close();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

/** The statuses with which a story is taken, audit records by themselves as the instrumentation sends them. */
async function sendStory(collectorUrl: string): Promise<readonly number[]> {
  const story = tellStory('a');
  const bodies = [true, false].flatMap((isAudit) =>
    toRequests(story.filter(({ kind }) => (kind === 'audit') === isAudit)),
  );
  const statuses: number[] = [];
  for (const body of bodies) statuses.push((await postOtlp(collectorUrl, body)).status);
  return statuses;
}

async function expectedAnswers(program: string): Promise<PageAnswers> {
  let answers: PageAnswers = {};
  await withLoki(program, {}, async ({ url }) => {
    await pushStory(url, tellStory('a'));
    answers = await askPages(openStore(url), 'a');
  });
  return answers;
}

/** What a Grafana data source of everybody's gets to see. */
async function readAudit(readOnlyUrl: string): Promise<string> {
  const query = new URLSearchParams({ query: '{service_name=~".+"} | bot_record_kind="audit"' });
  const answer = await fetch(`${readOnlyUrl}/loki/api/v1/query_range?${query.toString()}`);
  return answer.text();
}

function names(parts: readonly HealthPart[], isWell: boolean): readonly string[] {
  return parts.filter(({ state }) => (state === 'ok') === isWell).map(({ name }) => name);
}

async function checkPath({ collector }: Backends, loki: ForeignLoki, expected: PageAnswers): Promise<void> {
  const guarded = await startGuardedStore(loki.url, AUTHORIZATION);
  const environment = {
    BOTSCOPE_LOKI_URL: guarded.url,
    BOTSCOPE_TEMPO_URL: 'http://127.0.0.1:9999',
    BOTSCOPE_LOKI_TENANT: TENANT,
    BOTSCOPE_LOKI_AUTHORIZATION: AUTHORIZATION,
  };
  try {
    await withWatchers(environment, async ({ sidecarUrl, sidecarHealth, gatewayHealth, readOnlyUrl }) => {
      const files = ['config.yaml', 'one-tenant.yaml', CREDENTIALS_FILE];
      await withCollector(collector, { lokiUrl: guarded.url, sidecarUrl, files }, async (url) => {
        deepEqual(new Set(await sendStory(url)), new Set([200]));
      });
      await waitUntil('all records', async () => {
        const answers = await askPages(openStore(loki.url, TENANT), 'a');
        return JSON.stringify(answers) === JSON.stringify(expected) ? true : undefined;
      });
      deepEqual(names(await sidecarHealth(), false), []);
      ok(names(await sidecarHealth(), true).includes('routing'));
      deepEqual(names(await gatewayHealth(), false), ['Tempo']);
      match(await readAudit(readOnlyUrl), /bot\.audit\.change|bot_audit_action/);
    });
    equal(guarded.refused(), 0);
  } finally {
    await guarded.close();
  }
}

function checkWholePath(backends: Backends): Check {
  return {
    name: 'one tenant behind credentials: Collector, gateway and sidecar work; what everybody may then read is read',
    run: async () => {
      const expected = await expectedAnswers(backends.loki);
      await withLoki(backends.loki, TENANTS_ON, (loki) => checkPath(backends, loki, expected));
    },
  };
}

async function checkRefusedAudit(collector: string, lokiUrl: string): Promise<void> {
  const files = ['config.yaml', 'one-tenant.yaml'];
  await withCollector(collector, { lokiUrl, sidecarUrl: 'http://127.0.0.1:9999', files }, async (url) => {
    const [audit = 0] = await sendStory(url);
    ok(audit >= 400, `an audit record is refused with ${audit}`);
  });
}

function checkMissingCredentials({ loki: program, collector }: Backends): Check {
  return {
    name: 'credentials that are missing: audit is refused at its sender, both healths say which variable to set',
    run: () =>
      withLoki(program, TENANTS_ON, async (loki) => {
        const guarded = await startGuardedStore(loki.url, AUTHORIZATION);
        const environment = { BOTSCOPE_LOKI_URL: guarded.url, BOTSCOPE_TEMPO_URL: guarded.url };
        try {
          await withWatchers(environment, async ({ sidecarHealth, gatewayHealth }) => {
            const fixes = [...(await gatewayHealth()), ...(await sidecarHealth())].flatMap(({ fix }) => fix ?? []);
            for (const name of ['BOTSCOPE_LOKI_AUTHORIZATION', 'BOTSCOPE_TEMPO_AUTHORIZATION']) {
              ok(
                fixes.some((fix) => fix.includes(name)),
                `${name} in ${fixes.join(' ')}`,
              );
            }
          });
          await checkRefusedAudit(collector, guarded.url);
        } finally {
          await guarded.close();
        }
      }),
  };
}

function checkGuide(): Check {
  return {
    name: 'the guide on one tenant shows the file with credentials that is tried here',
    run: async () => {
      const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
      ok(read('../../../docs/guides/one-tenant.md').includes(read('credentials.yaml')));
    },
  };
}

/** One tenant, and stores that want credentials. */
export function createOneTenantChecks(backends: Backends): Check[] {
  return [checkWholePath(backends), checkMissingCredentials(backends), checkGuide()];
}
