import { describe, expect, it } from 'vitest';
import * as conventions from '@botscope/conventions';
import {
  ADDRESSES,
  ATTR_CONVERSATION_ID,
  CONVERSATION_ID_ALIASES,
  HEADER_TENANT,
  SPAN_ATTRIBUTES_REMOVED,
  TENANTS,
} from '@botscope/conventions';
import { readText, readYaml } from './read-yaml.ts';

interface Exporter {
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly sending_queue: { readonly num_consumers?: number; readonly storage?: string };
  readonly retry_on_failure: { readonly max_elapsed_time?: string | number };
}
interface Pipeline {
  readonly receivers: readonly string[];
  readonly processors?: readonly string[];
  readonly exporters: readonly string[];
}
interface CollectorConfig {
  readonly receivers: { readonly otlp: { readonly protocols: { readonly http: { readonly endpoint: string } } } };
  readonly extensions: Readonly<Record<string, { readonly fsync?: boolean }>>;
  readonly processors: {
    readonly 'redaction/keys': { readonly blocked_key_patterns: readonly string[] };
    readonly 'transform/mask': { readonly log_statements: readonly string[] };
    readonly 'transform/no-url': { readonly trace_statements: readonly string[] };
    readonly 'transform/labels': { readonly log_statements: readonly string[] };
  } & Readonly<Record<string, object>>;
  readonly connectors: Readonly<Record<string, object>>;
  readonly exporters: Readonly<Record<string, Exporter>>;
  readonly service: { readonly pipelines: Readonly<Record<string, Pipeline>> };
}

const config = readYaml<CollectorConfig>('collector/config.yaml');
const { pipelines } = config.service;
const exporterOf = (name: string): Exporter => {
  const exporter = config.exporters[name];
  if (exporter === undefined) throw new Error(`There is no exporter ${name}.`);
  return exporter;
};
const blocked = config.processors['redaction/keys'].blocked_key_patterns.map(
  (pattern) => new RegExp(pattern.replace(/^\(\?i\)/, ''), 'i'),
);
const isBlocked = (name: string): boolean => blocked.some((pattern) => pattern.test(name));

describe('collector/config.yaml: pipelines', () => {
  it('sends each tenant through one exporter that names it', () => {
    const tenants = Object.keys(config.exporters).flatMap((name) =>
      name.startsWith('otlp_http/loki_') ? [[name.slice('otlp_http/loki_'.length), exporterOf(name)] as const] : [],
    );
    expect(tenants.map(([name, { headers }]) => [name, headers[HEADER_TENANT]]).sort()).toEqual(
      TENANTS.map((tenant) => [tenant, tenant]).sort(),
    );
  });

  it('has nothing between the sender of an audit record and Loki that could answer earlier or change it', () => {
    expect(pipelines['logs/audit']?.processors ?? []).toEqual([]);
    expect(pipelines['logs/audit']?.exporters).toEqual(['otlp_http/loki_audit']);
    expect(exporterOf('otlp_http/loki_audit').sending_queue).toEqual({ num_consumers: 1, wait_for_result: true });
    expect(exporterOf('otlp_http/loki_audit').retry_on_failure).toEqual({ enabled: false });
    expect(pipelines['logs/in']?.processors).toEqual(['memory_limiter', 'transform/labels']);
    expect(Object.keys(config.processors).filter((name) => name.startsWith('batch'))).toEqual([]);
  });

  it('sends Loki one request of a tenant at a time', () => {
    for (const name of Object.keys(config.exporters).filter((n) => n.startsWith('otlp_http/loki_')))
      expect(exporterOf(name).sending_queue.num_consumers, name).toBe(1);
  });

  it('keeps everything else on disk until it is delivered', () => {
    for (const name of Object.keys(config.exporters).filter((n) => n !== 'otlp_http/loki_audit')) {
      expect(exporterOf(name).sending_queue.storage, name).toBe('file_storage/queue');
      expect(exporterOf(name).retry_on_failure.max_elapsed_time, name).toBe(0);
    }
    expect(config.extensions['file_storage/queue']?.fsync).toBe(true);
  });

  it('redacts on every way to a store or the sidecar but that of audit records', () => {
    const unredacted = Object.entries(pipelines).filter(
      ([, { exporters, processors }]) =>
        exporters.some((name) => name in config.exporters) && !(processors ?? []).includes('redaction/keys'),
    );
    expect(unredacted.map(([name]) => name).sort()).toEqual(['logs/audit', 'logs/sidecar_audit']);
    for (const name of ['logs/bots', 'logs/api', 'logs/sidecar'])
      expect(pipelines[name]?.processors).toEqual(['redaction/keys', 'transform/mask']);
  });

  it('limits memory first and samples spans only', () => {
    expect(pipelines['logs/in']?.processors?.[0]).toBe('memory_limiter');
    expect(pipelines['traces']?.processors?.[0]).toBe('memory_limiter');
    const sampled = Object.entries(pipelines).filter(([, { processors }]) => processors?.includes('tail_sampling'));
    expect(sampled.map(([name]) => name)).toEqual(['traces']);
  });

  it.each([
    ['otlp_http/loki_bots', ADDRESSES.loki.defaultPort],
    ['otlp_http/sidecar', ADDRESSES.sidecar.defaultPort],
  ])('%s leads to the port that all programs use', (name, port) => {
    expect(exporterOf(name).endpoint).toContain(`127.0.0.1:${port}}`);
  });

  it('listens where bots send to, on loopback unless told otherwise', () => {
    const { hostVariable, portVariable, defaultPort } = ADDRESSES.otlp;
    const expected = `\${env:${hostVariable}:-127.0.0.1}:\${env:${portVariable}:-${defaultPort}}`;
    expect(config.receivers.otlp.protocols.http.endpoint).toBe(expected);
  });

  it('explains every pipeline in the README', () => {
    const readme = readText('collector/README.md');
    for (const name of Object.keys(pipelines)) expect(readme).toContain(`| \`${name}\` |`);
  });
});

describe('collector/config.yaml: processors', () => {
  it('copies the conversation UID from the names of other systems, in the order of conventions', () => {
    const copies = config.processors['transform/labels'].log_statements.flatMap((statement) => {
      const [, from] =
        /^set\(log\.attributes\["gen_ai\.conversation\.id"\], log\.attributes\["(.+?)"\]\)/.exec(statement) ?? [];
      return from === undefined ? [] : [from];
    });
    expect(ATTR_CONVERSATION_ID).toBe('gen_ai.conversation.id');
    expect(copies).toEqual(CONVERSATION_ID_ALIASES);
  });

  it('removes raw addresses from spans and their events, by the names of conventions', () => {
    const expected = ['span', 'spanevent'].flatMap((what) =>
      SPAN_ATTRIBUTES_REMOVED.map((name) => `delete_key(${what}.attributes, "${name}")`),
    );
    expect(config.processors['transform/no-url'].trace_statements).toEqual(expected);
  });

  it('leaves every attribute of ours as it is', () => {
    const ours = Object.entries(conventions).flatMap(([name, value]) =>
      name.startsWith('ATTR_') && typeof value === 'string' ? [value] : [],
    );
    expect(ours.length).toBeGreaterThan(90);
    expect(ours.filter(isBlocked)).toEqual([]);
  });

  it.each([
    'authorization',
    'http.request.header.cookie',
    'db.password',
    'X-Api-Key',
    'client_secret',
    'refresh_token',
  ])('blocks the value of an attribute named %s', (name) => expect(isBlocked(name)).toBe(true));

  it('looks for the same names in bodies as in attributes', () => {
    const [, names] =
      /\(\^\|\[\._-\]\)\((.+)\)\$$/.exec(config.processors['redaction/keys'].blocked_key_patterns[0] ?? '') ?? [];
    const members = (names ?? 'none').replace('(access', '(?:access');
    const masks = config.processors['transform/mask'].log_statements.filter((statement) => statement.includes(members));
    expect(masks).toHaveLength(2);
  });

  it('masks the same forms in attributes as in bodies', () => {
    const patternOf = (statement: string): string =>
      /^[^(]+\((?:log\.attributes, "value"|log\.body), "(.*?[^\\])", /.exec(statement)?.[1] ?? '';
    const statements = config.processors['transform/mask'].log_statements;
    const inAttributes = statements.filter((s) => s.startsWith('replace_all_patterns(')).map(patternOf);
    const inBodies = statements.filter((s) => s.startsWith('replace_pattern(')).map(patternOf);
    expect(inAttributes).toHaveLength(6);
    expect(inBodies.slice(0, inAttributes.length)).toEqual(inAttributes);
  });
});
