import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { readYaml } from '../../pipeline/read-yaml.ts';

interface LokiConfiguration {
  readonly compactor: object;
  readonly ingester: { readonly wal: object };
  readonly limits_config: {
    readonly retention_period: string;
    readonly retention_stream: readonly { readonly period: string }[];
  };
}

/** Hours of a period after it was divided, as whole hours. */
export function divideHours(hours: number, divisor: number): number {
  return Math.floor(hours / divisor);
}

function dividePeriod(period: string, divisor: number): string {
  return `${divideHours(Number(period.replace('h', '')), divisor)}h`;
}

/**
 * Writes `provisioning/loki.yaml` with every retention period divided and everything that delays expiry as short as Loki
 * allows: what is in memory goes to disk at once, the index is renewed at once, no cache answers for a chunk that is gone.
 */
export function writeShortenedLoki(path: string, divisor: number): void {
  const shipped = readYaml<LokiConfiguration>('provisioning/loki.yaml');
  const { retention_period, retention_stream, ...limits } = shipped.limits_config;
  const shortened = {
    ...shipped,
    compactor: {
      ...shipped.compactor,
      compaction_interval: '2s',
      apply_retention_interval: '2s',
      retention_delete_delay: '1s',
    },
    ingester: {
      ...shipped.ingester,
      chunk_idle_period: '1s',
      flush_check_period: '500ms',
      wal: { ...shipped.ingester.wal, checkpoint_duration: '2s' },
    },
    storage_config: { index_cache_validity: '1s', tsdb_shipper: { resync_interval: '1s', cache_ttl: '1s' } },
    chunk_store_config: { chunk_cache_config: { embedded_cache: { enabled: false } } },
    limits_config: {
      ...limits,
      retention_period: dividePeriod(retention_period, divisor),
      retention_stream: retention_stream.map((rule) => ({ ...rule, period: dividePeriod(rule.period, divisor) })),
    },
  };
  writeFileSync(path, stringify(shortened));
}
