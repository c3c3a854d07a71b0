import { describe, expect, it } from 'vitest';
import { buildApiCallQueries } from '../queries/api-call-query.ts';
import { createLokiClient } from './loki-client.ts';
import type { LokiRequest } from './loki-transport.ts';
import { createQueryContexts } from './query-contexts.ts';

type Labels = Readonly<Record<string, string>>;

const OURS = { service_name: 'bot', deployment_environment_name: 'production', bot_record_kind: 'api', bot_id: 'b' };
const PLAIN = { service_name: 'bot', deployment_environment_name: 'production' };
const WITH = '{bot_record_kind=~".+"}';
const WITHOUT = '{service_name=~".+", bot_record_kind=""}';

/** A store that has these streams, and a clock. */
function startStore(first: readonly Labels[]) {
  const store = { streams: first, nowMillis: 1_795_000_000_000, failing: undefined as string | undefined };
  const requests: LokiRequest[] = [];
  const select = (query = ''): readonly Labels[] => {
    if (query === WITH) return store.streams.filter((labels) => labels.bot_record_kind !== undefined);
    if (query === WITHOUT) return store.streams.filter((labels) => labels.bot_record_kind === undefined);
    return store.streams;
  };
  const client = createLokiClient(async (request) => {
    requests.push(request);
    if (store.failing === request.path) throw new Error('refused');
    const selected = select(request.params.query);
    if (request.path === 'labels') return { data: [...new Set(selected.flatMap((labels) => Object.keys(labels)))] };
    return { data: [...new Set(selected.flatMap((labels) => labels.service_name ?? []))] };
  });
  const contexts = createQueryContexts(client, () => store.nowMillis);
  const build = async () => {
    const [query] = buildApiCallQueries({ bots: ['b'], environments: ['e'] }, await contexts.of('api-calls'));
    return query?.logql;
  };
  return { store, requests, contexts, build };
}

const DEFAULT_MODE = '{bot_record_kind="api", deployment_environment_name="e", bot_id="b"}';
const METADATA_MODE = '{deployment_environment_name="e"} | bot_record_kind="api" | bot_id="b"';
const PIPELINE_MODE = '{service_name=~".+"} | bot_record_kind="api" | deployment_environment_name="e" | bot_id="b"';

describe('createQueryContexts', () => {
  it.each([
    ['an empty store is taken for the provisioned one', [], DEFAULT_MODE],
    ['a store with our labels is asked by them', [OURS], DEFAULT_MODE],
    ['a store without is asked by metadata', [PLAIN], METADATA_MODE],
    ['where a service has streams of both, nothing is missed', [OURS, PLAIN], PIPELINE_MODE],
    ['other applications in the tenant change nothing', [OURS, { service_name: 'shop' }], DEFAULT_MODE],
    ['a label that no stream has is compared in the pipeline', [{ ...PLAIN, bot_record_kind: 'api' }], undefined],
  ] as const)('%s', async (_what, streams, logql) => {
    const { build } = startStore(streams);
    expect((await build())?.replaceAll(' = ', '=')).toBe(
      logql ?? '{bot_record_kind="api", deployment_environment_name="e"} | bot_id="b"',
    );
  });

  it('asks once for ten minutes, however many ask at the same time', async () => {
    const { contexts, requests, store } = startStore([PLAIN]);
    await Promise.all([contexts.of('records'), contexts.of('records'), contexts.of('audit')]);
    await contexts.of('records');
    expect(requests.map(({ area, path }) => `${area} ${path}`)).toEqual(['records labels', 'audit labels']);
    store.nowMillis += 600_000;
    await contexts.of('records');
    expect(requests).toHaveLength(3);
  });

  it('asks an empty store again, and finds what has come', async () => {
    const { build, store } = startStore([]);
    await build();
    store.streams = [PLAIN];
    expect(await build()).toContain('{bot_record_kind="api"');
    store.nowMillis += 15_000;
    expect(await build()).toContain('| bot_record_kind = "api"');
  });

  it('asks again after a failure', async () => {
    const { build, store } = startStore([OURS]);
    store.failing = 'labels';
    await expect(build()).rejects.toThrow('refused');
    store.failing = undefined;
    expect(await build()).toContain('{bot_record_kind="api"');
  });

  it('compares in the pipeline where the store does not tell whether it is mixed', async () => {
    const { build, store } = startStore([OURS]);
    store.failing = 'label/service_name/values';
    expect((await build())?.replaceAll(' = ', '=')).toBe(PIPELINE_MODE);
  });

  it('looks for streams without our labels as far back as audit entries are kept', async () => {
    const { contexts, requests } = startStore([OURS]);
    await contexts.of('audit');
    const { start = '0', end = '0' } = requests.at(-1)?.params ?? {};
    expect((BigInt(end) - BigInt(start)) / 86_400_000_000_000n).toBe(1825n);
  });
});
