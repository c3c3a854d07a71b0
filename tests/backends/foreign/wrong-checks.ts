import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HealthPart } from '@botscope/conventions';
import type { Backends } from '../build/ensure-backends.ts';
import type { Check } from '../checks/check.ts';
import { postOtlp } from '../run/otlp-json.ts';
import { startCollector } from '../run/start-collector.ts';
import { withLoki, WITHOUT_TENANTS } from './start-foreign-loki.ts';
import { pushStory, tellStory, toRequests } from './story.ts';
import { INGEST_TOKEN, withWatchers } from './watchers.ts';

const NOWHERE = 'http://127.0.0.1:9999';

function find(parts: readonly HealthPart[], name: string): HealthPart {
  const part = parts.find((candidate) => candidate.name === name);
  ok(part, `health has a part ${name}: ${parts.map((one) => one.name).join(', ')}`);
  return part;
}

function expectPart(part: HealthPart, state: HealthPart['state'], reason: RegExp, fix: RegExp): void {
  equal(part.state, state, JSON.stringify(part));
  match(part.reason ?? '', reason);
  match(part.fix ?? '', fix);
}

/** The status with which a Collector before a Loki answers an audit record. */
async function sendAudit(collector: string, lokiUrl: string): Promise<readonly [number, string]> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'botscope-collector-'));
  const place = { program: collector, dataDirectory, lokiUrl, tempoOtlpUrl: NOWHERE, sidecarUrl: NOWHERE };
  const running = await startCollector({ ...place, ingestToken: INGEST_TOKEN });
  try {
    const [body = ''] = toRequests(tellStory('a').filter(({ kind }) => kind === 'audit'));
    const answer = await postOtlp(running.url, body);
    return [answer.status, await answer.text()];
  } finally {
    await running.kill();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

function checkNoStructuredMetadata({ loki: program, collector }: Backends): Check {
  return {
    name: 'a Loki without structured metadata: the sender gets a 400, health says what to set',
    run: () =>
      withLoki(program, { args: ['-validation.allow-structured-metadata=false'], file: 'as-it-comes.yaml' }, (loki) =>
        withWatchers({ BOTSCOPE_LOKI_URL: loki.url, BOTSCOPE_TEMPO_URL: NOWHERE }, async (watchers) => {
          const [status, text] = await sendAudit(collector, loki.url);
          equal(status, 400);
          match(text, /allow_structured_metadata/);
          const part = find(await watchers.sidecarHealth(), 'structured metadata');
          expectPart(
            part,
            'down',
            /refuses every record with HTTP 400/,
            /limits_config.allow_structured_metadata to true/,
          );
          const seen = await watchers.gatewayHealth();
          equal(find(seen, 'Loki').state, 'ok');
          equal(find(seen, 'sidecar').state, 'down');
        }),
      ),
  };
}

function checkWrongTenant({ loki: program }: Backends): Check {
  return {
    name: 'records that a Collector sends to a wrong tenant: health names their kind, and what to change',
    run: () =>
      withLoki(program, {}, ({ url }) =>
        withWatchers({ BOTSCOPE_LOKI_URL: url, BOTSCOPE_TEMPO_URL: NOWHERE }, async ({ sidecarHealth }) => {
          await pushStory(url, tellStory('right'));
          const wrong = tellStory('wrong').filter(({ kind }) => kind === 'api');
          await pushStory(url, wrong, 'bots');
          const part = find(await sidecarHealth(), 'routing');
          expectPart(part, 'degraded', /Tenant bots holds records of kind api, which belong to api\./, /routing\/kind/);
        }),
      ),
  };
}

function checkWrongKind({ loki: program }: Backends): Check {
  return {
    name: 'records of a kind that nobody knows: health names it, also where it is no label',
    run: () =>
      withLoki(program, { file: 'as-it-comes.yaml', args: ['-auth.enabled=true'] }, ({ url }) =>
        withWatchers({ BOTSCOPE_LOKI_URL: url, BOTSCOPE_TEMPO_URL: NOWHERE }, async ({ sidecarHealth }) => {
          const story = tellStory('a').filter(({ kind }) => kind === 'step');
          const apis = story.map((one) => ({
            ...one,
            record: { ...one.record, attributes: { ...one.record.attributes, 'bot.record.kind': 'apis' } },
          }));
          await pushStory(url, apis);
          const part = find(await sidecarHealth(), 'routing');
          expectPart(
            part,
            'degraded',
            /unknown kinds, which no page shows: apis\./,
            /bot.record.kind be one of conversation/,
          );
        }),
      ),
  };
}

function checkIgnoredTenants({ loki: program }: Backends): Check {
  return {
    name: 'a Loki that ignores tenants is noticed; told that one tenant is meant, health is well and the gateway says what it means',
    run: () =>
      withLoki(program, { file: 'as-it-comes.yaml', args: WITHOUT_TENANTS }, async ({ url }) => {
        await pushStory(url, tellStory('a'));
        const stores = { BOTSCOPE_LOKI_URL: url, BOTSCOPE_TEMPO_URL: NOWHERE };
        await withWatchers(stores, async ({ sidecarHealth }) => {
          const part = find(await sidecarHealth(), 'routing');
          expectPart(part, 'degraded', /Loki ignores tenants \(auth_enabled: false\)/, /set BOTSCOPE_LOKI_TENANT/);
        });
        await withWatchers({ ...stores, BOTSCOPE_LOKI_TENANT: 'any' }, async (watchers) => {
          deepEqual(find(await watchers.sidecarHealth(), 'routing'), { name: 'routing', state: 'ok' });
          const own = find(await watchers.gatewayHealth(), 'gateway');
          match(own.reason ?? '', /can also ask for API calls and the audit trail/);
        });
      }),
  };
}

function checkStoppedStores({ loki: program }: Backends): Check {
  return {
    name: 'Loki stopped, Tempo not there: both healths name the part and the variable',
    run: () =>
      withLoki(program, { file: 'as-it-comes.yaml', args: WITHOUT_TENANTS }, (loki) =>
        withWatchers({ BOTSCOPE_LOKI_URL: loki.url, BOTSCOPE_TEMPO_URL: NOWHERE }, async (watchers) => {
          const before = await watchers.gatewayHealth();
          equal(find(before, 'Loki').state, 'ok');
          expectPart(find(before, 'Tempo'), 'degraded', /Pages go on without it/, /BOTSCOPE_TEMPO_URL/);
          await loki.stop();
          expectPart(
            find(await watchers.gatewayHealth(), 'Loki'),
            'down',
            /Nothing listens there/,
            /BOTSCOPE_LOKI_URL/,
          );
          const own = find(await watchers.sidecarHealth(), 'Loki (sidecar)');
          expectPart(own, 'down', /Nothing listens there/, /BOTSCOPE_LOKI_URL/);
        }),
      ),
  };
}

/** Stores and pipelines in wrong states: what is said about them. */
export function createWrongChecks(backends: Backends): Check[] {
  return [
    checkNoStructuredMetadata(backends),
    checkWrongTenant(backends),
    checkWrongKind(backends),
    checkIgnoredTenants(backends),
    checkStoppedStores(backends),
  ];
}
