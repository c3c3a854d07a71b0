import { describe, expect, it } from 'vitest';
import { readText, readYaml } from './read-yaml.ts';

interface Component {
  readonly gomod: string;
}
type Manifest = Readonly<
  Record<'receivers' | 'extensions' | 'processors' | 'connectors' | 'exporters' | 'providers', readonly Component[]>
>;

/** Types of components and the modules they come from. */
const MODULE_OF_TYPE: Readonly<Record<string, string>> = {
  otlp: 'receiver/otlpreceiver',
  health_check: 'extension/healthcheckextension',
  file_storage: 'extension/storage/filestorage',
  memory_limiter: 'processor/memorylimiterprocessor',
  redaction: 'processor/redactionprocessor',
  transform: 'processor/transformprocessor',
  tail_sampling: 'processor/tailsamplingprocessor',
  routing: 'connector/routingconnector',
  otlp_http: 'exporter/otlphttpexporter',
};
const KINDS = ['receivers', 'extensions', 'processors', 'connectors', 'exporters'] as const;

const manifest = readYaml<Manifest>('collector/builder.yaml');
const config = readYaml<Readonly<Record<string, Readonly<Record<string, unknown>>>>>('collector/config.yaml');
const compose = readText('docker-compose.yml');
const goMod = readText('tests/backends/modules/collector/go.mod');

describe('collector/builder.yaml', () => {
  it.each(KINDS)('lists exactly the %s that config.yaml names', (kind) => {
    const types = [...new Set(Object.keys(config[kind] ?? {}).map((name) => name.split('/')[0] ?? ''))];
    const wanted = types.map((type) => MODULE_OF_TYPE[type]).sort();
    const listed = manifest[kind]
      .map(({ gomod }) => /(?:collector|collector-contrib)\/([^ ]+) /.exec(gomod)?.[1])
      .sort();
    expect(listed).toEqual(wanted);
  });

  it('is built by the tests in the same versions', () => {
    const modules = [...KINDS, 'providers' as const].flatMap((kind) => manifest[kind].map(({ gomod }) => gomod));
    for (const module of modules) expect(goMod).toContain(`\t${module}\n`);
  });

  it('is the release of the image in docker-compose.yml', () => {
    const [, release] = /opentelemetry-collector-contrib:([0-9.]+)/.exec(compose) ?? [];
    expect(manifest.receivers[0]?.gomod.endsWith(` v${release}`)).toBe(true);
    expect(compose).toContain(
      `grafana/loki:${/loki\/v3 v([0-9.]+)/.exec(readText('tests/backends/modules/loki/go.mod'))?.[1]}`,
    );
  });
});
