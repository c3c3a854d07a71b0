import { describe, expect, it } from 'vitest';
import {
  ADDRESSES,
  DEFAULT_HOST,
  INDEXED_LOG_ATTRIBUTES,
  INDEXED_RESOURCE_ATTRIBUTES,
  retentionDays,
  SPAN_RETENTION_DAYS,
  toLokiName,
  toRetentionClass,
} from '@botscope/conventions';
import { MAX_ENTRIES } from '@botscope/records';
import { readYaml } from './read-yaml.ts';

interface IndexRule {
  readonly action: string;
  readonly attributes?: readonly string[];
}
interface LokiConfig {
  readonly auth_enabled: boolean;
  readonly server: { readonly http_listen_address: string; readonly http_listen_port: string };
  readonly compactor: { readonly retention_enabled: boolean };
  readonly query_range: Readonly<Record<string, boolean>>;
  readonly limits_config: {
    readonly deletion_mode: string;
    readonly allow_structured_metadata: boolean;
    readonly max_entries_limit_per_query: number;
    readonly retention_period: string;
    readonly retention_stream: readonly {
      readonly selector: string;
      readonly priority: number;
      readonly period: string;
    }[];
    readonly otlp_config: {
      readonly resource_attributes: {
        readonly ignore_defaults: boolean;
        readonly attributes_config: readonly IndexRule[];
      };
      readonly log_attributes: readonly IndexRule[];
    };
  };
}
interface TempoConfig {
  readonly multitenancy_enabled: boolean;
  readonly server: { readonly http_listen_address: string; readonly http_listen_port: string };
  readonly overrides: { readonly defaults: { readonly compaction: { readonly block_retention: string } } };
}

const loki = readYaml<LokiConfig>('provisioning/loki.yaml');
const tempo = readYaml<TempoConfig>('provisioning/tempo.yaml');
const limits = loki.limits_config;
const toDays = (period: string): number => Number(period.replace('h', '')) / 24;
const toDefault = (variable: string, value: string | number): string => `\${${variable}:-${value}}`;
const indexed = (rules: readonly IndexRule[]): readonly string[] =>
  rules.flatMap(({ action, attributes }) => (action === 'index_label' ? (attributes ?? []) : []));

/** Days that Loki keeps a stream: of the rules that match it, the one with the highest priority. */
function lokiDays(labels: Readonly<Record<string, string>>): number {
  const matches = (selector: string): boolean =>
    [...selector.matchAll(/(\w+)="([^"]*)"/g)].every(([, name, value]) => labels[name ?? ''] === value);
  const rules = limits.retention_stream.filter(({ selector }) => matches(selector));
  const [first] = [...rules].sort((a, b) => b.priority - a.priority);
  return toDays(first?.period ?? limits.retention_period);
}

describe('provisioning/loki.yaml', () => {
  it('remembers no answers about the past, where late records are still to come', () => {
    const caches = ['index_stats', 'volume', 'series', 'label'].map((name) => `cache_${name}_results`);
    for (const name of caches) expect(loki.query_range[name], name).toBe(false);
  });

  it('indexes the labels that readers select by, and no others', () => {
    expect(indexed(limits.otlp_config.log_attributes)).toEqual(INDEXED_LOG_ATTRIBUTES);
    expect(indexed(limits.otlp_config.resource_attributes.attributes_config)).toEqual(INDEXED_RESOURCE_ATTRIBUTES);
    expect(limits.otlp_config.resource_attributes.ignore_defaults).toBe(true);
  });

  it.each(
    ['conversation', 'step', 'log', 'api', 'audit', 'alert'].flatMap((kind) =>
      ['success', 'error'].flatMap((outcome) =>
        [undefined, 'pinned'].map((retention) => [kind, outcome, retention] as const),
      ),
    ),
  )('keeps kind %s with outcome %s, retention %s as long as conventions say', (kind, outcome, retention) => {
    const labels = {
      [toLokiName('bot.record.kind')]: kind,
      [toLokiName('bot.outcome')]: outcome,
      ...(retention === undefined ? {} : { [toLokiName('bot.retention')]: retention }),
    };
    expect(lokiDays(labels)).toBe(retentionDays(toRetentionClass(kind, outcome, retention)));
  });

  it('expires records itself and by nobody’s request', () => {
    expect(loki.compactor.retention_enabled).toBe(true);
    expect(limits.deletion_mode).toBe('disabled');
  });

  it('asks for a tenant, keeps metadata and gives a whole page of a reader', () => {
    expect(loki.auth_enabled).toBe(true);
    expect(limits.allow_structured_metadata).toBe(true);
    expect(limits.max_entries_limit_per_query).toBe(MAX_ENTRIES);
  });

  it('listens on the port that all programs use, on loopback unless told otherwise', () => {
    expect(loki.server.http_listen_address).toBe(toDefault(ADDRESSES.loki.hostVariable, DEFAULT_HOST));
    expect(loki.server.http_listen_port).toBe(toDefault(ADDRESSES.loki.portVariable, ADDRESSES.loki.defaultPort));
  });
});

describe('provisioning/tempo.yaml', () => {
  it('asks for a tenant and keeps spans as long as conventions say', () => {
    expect(tempo.multitenancy_enabled).toBe(true);
    expect(toDays(tempo.overrides.defaults.compaction.block_retention)).toBe(SPAN_RETENTION_DAYS);
  });

  it('listens on the port that all programs use, on loopback unless told otherwise', () => {
    expect(tempo.server.http_listen_address).toBe(toDefault(ADDRESSES.tempo.hostVariable, DEFAULT_HOST));
    expect(tempo.server.http_listen_port).toBe(toDefault(ADDRESSES.tempo.portVariable, ADDRESSES.tempo.defaultPort));
  });
});
