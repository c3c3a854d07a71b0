import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ADDRESSES } from '@botscope/conventions';
import { DEMO_VARIABLES } from '@botscope/demo';
import { GATEWAY_VARIABLES } from '@botscope/gateway';
import { START_VARIABLES } from '@botscope/instrumentation/node';
import { SIDECAR_VARIABLES } from '@botscope/sidecar';
import { AUDIT_KEY_FILE } from '../../docker/complete-env.ts';
import { listReferences, readText, readYaml } from './read-yaml.ts';

interface Service {
  readonly image: string;
  readonly build?: { readonly dockerfile: string; readonly args?: Readonly<Record<string, string>> };
  readonly user: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly networks: readonly string[];
  readonly ports?: readonly string[];
  readonly cap_drop: readonly string[];
  readonly security_opt: readonly string[];
  readonly mem_limit: string;
  readonly cpus: number;
  readonly pids_limit: number;
  readonly healthcheck: { readonly test: readonly string[] };
  readonly volumes?: readonly string[];
  readonly secrets?: readonly string[];
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, object>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

const compose = readYaml<Compose>('docker-compose.yml');
const services = Object.entries(compose.services);
const serviceOf = (name: string): Service => {
  const service = compose.services[name];
  if (service === undefined) throw new Error(`There is no service ${name}.`);
  return service;
};
const namesOf = (table: Readonly<Record<string, { readonly name: string }>>): string[] =>
  Object.values(table).map(({ name }) => name);

/** What the programs that record read besides their own tables. */
const RECORDING = namesOf(START_VARIABLES);
const grafanaFiles = ['datasources', 'dashboards', 'plugins']
  .map((name) => readText(`provisioning/grafana/${name}.yaml`))
  .join('\n');
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  bot: [...namesOf(DEMO_VARIABLES), ...RECORDING],
  sidecar: [...namesOf(SIDECAR_VARIABLES), ...RECORDING],
  gateway: namesOf(GATEWAY_VARIABLES),
  collector: listReferences(readText('collector/config.yaml')),
  loki: listReferences(readText('provisioning/loki.yaml')),
  tempo: listReferences(readText('provisioning/tempo.yaml')),
  grafana: listReferences(grafanaFiles),
};
const PINNED = /:v?[0-9]+\.[0-9]+\.[0-9]+(?:-[a-z0-9.-]+)?$/;

describe('docker-compose.yml: what every service has', () => {
  it.each(services)('%s: a pinned image', (_name, { image, build }) => {
    expect(image).toMatch(PINNED);
    for (const base of Object.values(build?.args ?? {})) expect(base).toMatch(PINNED);
  });

  it.each(services)('%s: a health check and limits', (_name, service) => {
    expect(service.healthcheck.test[0]).toBe('CMD');
    expect(service.mem_limit).toMatch(/^[0-9]+[mg]$/);
    expect(service.cpus).toBeGreaterThan(0);
    expect(service.pids_limit).toBeGreaterThan(0);
  });

  it.each(services)('%s: a user that is not root, no capability, no way to a new one', (_name, service) => {
    expect(service.user).toMatch(/^[1-9][0-9]*:[0-9]+$/);
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.security_opt).toEqual(['no-new-privileges:true']);
  });

  it.each(services)('%s: ports on loopback only', (_name, { ports }) => {
    for (const port of ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it.each(services)(
    '%s: named volumes that exist, and files that are there and cannot be written',
    (_name, { volumes }) => {
      for (const volume of volumes ?? []) {
        const [source = ''] = volume.split(':');
        if (source.startsWith('./')) {
          expect(volume).toMatch(/:ro$/);
          expect(readText(source.slice(2)).length).toBeGreaterThan(0);
        } else expect(Object.keys(compose.volumes)).toContain(source);
      }
    },
  );
});

describe('docker-compose.yml: networks', () => {
  it('keeps Loki and Tempo where neither Grafana nor a bot nor the outside reaches them', () => {
    const closed = [...serviceOf('loki').networks, ...serviceOf('tempo').networks];
    for (const name of closed) expect(compose.networks[name]?.internal).toBe(true);
    for (const name of ['grafana', 'bot', 'mailpit'])
      expect(serviceOf(name).networks.filter((network) => closed.includes(network))).toEqual([]);
    expect([serviceOf('loki').ports, serviceOf('tempo').ports]).toEqual([undefined, undefined]);
  });

  it.each([
    ['bot', 'collector'],
    ['bot', 'sidecar'],
    ['collector', 'loki'],
    ['collector', 'tempo'],
    ['collector', 'sidecar'],
    ['sidecar', 'loki'],
    ['sidecar', 'collector'],
    ['sidecar', 'mailpit'],
    ['gateway', 'loki'],
    ['gateway', 'tempo'],
    ['gateway', 'sidecar'],
    ['gateway', 'grafana'],
    ['grafana', 'gateway'],
  ])('%s reaches %s', (from, to) => {
    expect(serviceOf(from).networks.some((network) => serviceOf(to).networks.includes(network))).toBe(true);
  });
});

describe('docker-compose.yml: variables', () => {
  it.each(Object.entries(KNOWN))('%s gets only variables that it reads', (name, known) => {
    const given = Object.keys(serviceOf(name).environment).filter((variable) => !variable.startsWith('GF_'));
    expect(given.filter((variable) => !known.includes(variable))).toEqual([]);
  });

  it.each(['collector', 'loki', 'tempo', 'grafana'])(
    '%s gets every variable without a default that its files read',
    (name) => {
      const text =
        name === 'grafana'
          ? grafanaFiles
          : readText(name === 'collector' ? 'collector/config.yaml' : `provisioning/${name}.yaml`);
      const withDefault = [...text.matchAll(/\$\{(?:env:)?([A-Z0-9_]+):-/g)].map(([, variable]) => variable);
      const needed = listReferences(text).filter((variable) => !withDefault.includes(variable));
      expect(needed.length).toBeGreaterThan(0);
      expect(needed.filter((variable) => !(variable in serviceOf(name).environment))).toEqual([]);
    },
  );

  it.each([
    ['bot', 'OTEL_EXPORTER_OTLP_ENDPOINT', 'collector', ADDRESSES.otlp.defaultPort],
    ['collector', 'BOTSCOPE_LOKI_URL', 'loki', ADDRESSES.loki.defaultPort],
    ['collector', 'BOTSCOPE_TEMPO_OTLP_URL', 'tempo', 4338],
    ['collector', 'BOTSCOPE_SIDECAR_URL', 'sidecar', ADDRESSES.sidecar.defaultPort],
    ['sidecar', 'BOTSCOPE_LOKI_URL', 'loki', ADDRESSES.loki.defaultPort],
    ['gateway', 'BOTSCOPE_LOKI_URL', 'loki', ADDRESSES.loki.defaultPort],
    ['gateway', 'BOTSCOPE_TEMPO_URL', 'tempo', ADDRESSES.tempo.defaultPort],
    ['gateway', 'BOTSCOPE_SIDECAR_URL', 'sidecar', ADDRESSES.sidecar.defaultPort],
    ['gateway', 'BOTSCOPE_GRAFANA_URL', 'grafana', ADDRESSES.ui.defaultPort],
    ['grafana', 'BOTSCOPE_GATEWAY_URL', 'gateway', ADDRESSES.gateway.defaultPort],
    ['grafana', 'BOTSCOPE_GATEWAY_READ_URL', 'gateway', ADDRESSES.gatewayReadOnly.defaultPort],
  ])('%s: %s leads to %s', (name, variable, host, port) => {
    expect(serviceOf(name).environment[variable]).toBe(`http://${host}:${port}`);
  });

  it('has no secret in it: each comes from the environment, and none may be empty', () => {
    const secrets = services.flatMap(([, { environment }]) =>
      Object.entries(environment).filter(([name]) => /SECRET|TOKEN|PASSWORD|_KEY$/.test(name)),
    );
    expect(secrets.length).toBeGreaterThan(8);
    for (const [, value] of secrets) expect(value).toMatch(/^\$\{[A-Z_]+:\?run npm run make-env\}$/);
  });

  it('gives no program a secret with which it could speak as another', () => {
    const holders = (variable: string): string[] =>
      services.flatMap(([name, { environment }]) => (variable in environment ? [name] : [])).sort();
    expect(holders('BOTSCOPE_PROXY_SECRET')).toEqual(['gateway', 'grafana']);
    expect(holders('BOTSCOPE_INTERNAL_SECRET')).toEqual(['gateway', 'sidecar']);
    expect(holders('BOTSCOPE_READ_TOKEN')).toEqual(['gateway', 'grafana']);
    // Whom it lets in is told what to capture, and tells of records: bots do both.
    expect(holders('BOTSCOPE_INGEST_TOKEN')).toEqual(['bot', 'collector', 'sidecar']);
  });

  it('gives the key of audit checkpoints, as make-env makes it, to the programs that record audit changes', () => {
    const holders = services.filter(([, { secrets }]) => secrets !== undefined);
    expect(holders.map(([name]) => name).sort()).toEqual(['bot', 'sidecar']);
    for (const [, { secrets = [], environment }] of holders) {
      expect(secrets).toEqual(['audit-key']);
      expect(environment[START_VARIABLES.auditKeyFile.name]).toBe('/run/secrets/audit-key');
    }
    expect(compose.secrets).toEqual({ 'audit-key': { file: `./${AUDIT_KEY_FILE}` } });
  });

  it('allows one unsigned plugin, by its id', () => {
    expect(serviceOf('grafana').environment['GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS']).toBe('botscope-logs-app');
  });
});

describe('docker/*.Dockerfile', () => {
  const directory = fileURLToPath(new URL('../../docker', import.meta.url));
  const files = readdirSync(directory).filter((name) => name.endsWith('.Dockerfile'));
  it.each(files)('%s: several stages from pinned images, a user that is not root', (file) => {
    const text = readText(`docker/${file}`);
    const bases = [...text.matchAll(/^(?:FROM |ARG IMAGE=)([^$\s]+)/gm)].map(([, base]) => base ?? '');
    expect(text.match(/^FROM /gm)?.length).toBeGreaterThan(1);
    for (const base of bases) expect(base).toMatch(PINNED);
    expect(text).toMatch(/^USER [1-9][0-9]*:[0-9]+$/m);
  });

  it('are the ones that docker-compose.yml builds', () => {
    const built = services.flatMap(([, { build }]) => (build ? [build.dockerfile.replace('docker/', '')] : []));
    expect([...new Set(built)].sort()).toEqual(files.sort());
  });
});
