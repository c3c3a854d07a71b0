import { describe, expect, it } from 'vitest';
import { RETENTION_CLASSES, SPAN_RETENTION_DAYS } from '@botscope/conventions';
import { readText, readYaml } from '../pipeline/read-yaml.ts';

interface LokiLimits {
  readonly limits_config: Readonly<Record<string, unknown>> & {
    readonly retention_period: string;
    readonly retention_stream: readonly { readonly selector: string; readonly period: string }[];
  };
}
interface TempoRetention {
  readonly overrides: { readonly defaults: { readonly compaction: { readonly block_retention: string } } };
}
type Row = Readonly<Record<string, string>>;

const guide = readText('docs/guides/scale.md');
const { limits_config: limits } = readYaml<LokiLimits>('provisioning/loki.yaml');
const tempo = readYaml<TempoRetention>('provisioning/tempo.yaml');

const toCells = (line: string): readonly string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('`', ''));

/** Rows of the table whose header begins with these columns, by column. */
function readTable(...columns: readonly string[]): readonly Row[] {
  const lines = guide.split('\n');
  const header = lines.findIndex((line) => line.startsWith(`| ${columns.join(' | ')} |`));
  const names = toCells(lines[header] ?? '');
  const body = lines.slice(header + 2);
  return body
    .slice(
      0,
      body.findIndex((line) => !line.startsWith('|')),
    )
    .map((line) => Object.fromEntries(toCells(line).map((cell, i) => [names[i] ?? '', cell])));
}

const toDays = (hours: string): string => String(Number(hours.replace('h', '')) / 24);
const toNumber = (text: string | undefined): number => Number((text ?? '').replaceAll(',', ''));

describe('docs/guides/scale.md', () => {
  const classes = readTable('class', 'selector in `loki.yaml`', 'days');

  it('has the days of every retention class that the programs know', () => {
    expect(classes.map((row) => [row['class'], row['days']])).toEqual([
      ...RETENTION_CLASSES.map(({ name, days }) => [name, String(days)]),
      ['spans', String(SPAN_RETENTION_DAYS)],
    ]);
  });

  it('has the selectors and days of provisioning/loki.yaml and tempo.yaml, in their order', () => {
    expect(classes.map((row) => [row['selector in loki.yaml'], row['days']])).toEqual([
      ...limits.retention_stream.map(({ selector, period }) => [selector, toDays(period)]),
      ['everything else', toDays(limits.retention_period)],
      ['provisioning/tempo.yaml, block_retention', toDays(tempo.overrides.defaults.compaction.block_retention)],
    ]);
  });

  it('has the limits of provisioning/loki.yaml', () => {
    const [rate, ...rows] = readTable('setting', 'there', 'met when');
    expect(rate?.['there']).toBe(
      `${String(limits['ingestion_rate_mb'])}, ${String(limits['ingestion_burst_size_mb'])}`,
    );
    for (const { setting = '', there } of rows) {
      const names = setting.split(', ').map((name) => (name === 'its burst' ? 'per_stream_rate_limit_burst' : name));
      expect(there, setting).toBe(names.map((name) => String(limits[name])).join(', '));
    }
  });

  it('calculates its example by its own formula', () => {
    const all = readTable('class', 'records a day');
    const rows = all.filter((row) => row['class'] !== 'sum');
    const sum = all.find((row) => row['class'] === 'sum');
    const turns = 100_000;
    const perDay = { bots: turns * (5 + 4 + 1), 'api-success': turns * 0.95, 'api-error': turns * 0.05, audit: 500 };
    const bytes = (name: string) => (name === 'bots' ? [340, 1670] : [400, 2150]);
    for (const row of rows) {
      const name = row['class'] as keyof typeof perDay;
      const days = RETENTION_CLASSES.find((one) => one.name === name)?.days ?? 0;
      const kept = perDay[name] * days;
      expect(row['records a day'], name).toBe(perDay[name].toLocaleString('en-GB'));
      expect([row['days'], row['records kept']], name).toEqual([String(days), kept.toLocaleString('en-GB')]);
      expect([row['Loki GB'], row['standalone GB']], name).toEqual(
        bytes(name).map((each) => ((kept * each) / 1e9).toFixed(1)),
      );
    }
    for (const column of ['records a day', 'records kept'])
      expect(toNumber(sum?.[column])).toBe(rows.reduce((total, row) => total + toNumber(row[column]), 0));
    for (const column of ['Loki GB', 'standalone GB'])
      expect(toNumber(sum?.[column])).toBeCloseTo(
        rows.reduce((total, row) => total + toNumber(row[column]), 0),
        0,
      );
  });
});
