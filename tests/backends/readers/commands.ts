import type { Tenant } from '@botscope/conventions';
import {
  compareLines,
  compareMistakes,
  compareOutput,
  compareStats,
  compareVolumes,
  type CompareRuns,
} from './compare-runs.ts';

/** Something to ask with logcli. */
export interface Command {
  readonly args: readonly string[];
  readonly compare: CompareRuns;
  /** `bots` when absent. */
  readonly tenant?: Tenant;
}

/** All records of a tenant. */
export const SELECTOR = '{service_name="bot"}';

function toRfc3339(unixNano: bigint): string {
  const fraction = String(unixNano % 1_000_000_000n).padStart(9, '0');
  return new Date(Number(unixNano / 1_000_000n)).toISOString().replace(/\.\d+Z$/, `.${fraction}Z`);
}

/** Queries for lines in all outputs, directions and sizes of pages. */
function listLogQueries(range: readonly string[]): readonly Command[] {
  const outputs = ['default', 'raw', 'jsonl'].flatMap((output) =>
    [[], ['--forward']].map((direction) => [SELECTOR, `--output=${output}`, '--limit=40', ...direction]),
  );
  const pages = [
    ['--limit=100', '--batch=7'],
    ['--limit=100', '--batch=7', '--forward'],
    ['--limit=0', '--batch=50', '--forward'],
    ['--limit=0', '--batch=299'],
    ['--limit=1'],
    ['--limit=1000', '--batch=1000'],
  ].map((sizes) => [SELECTOR, '--output=jsonl', ...sizes]);
  const queries = [
    `${SELECTOR} |= "order"`,
    `${SELECTOR} |~ "(?i)İSTANBUL|🙂"`,
    `${SELECTOR} != "order" !~ "plain|note"`,
    `${SELECTOR} | session_id="s-3"`,
    `{service_name="bot", bot_outcome=~"err.*"} | bot_duration_ms > 500 | __error__=""`,
    `${SELECTOR} | json | nested_path="/a/2"`,
    `${SELECTOR} | json text="text", path="nested.path" | path=~"/a/[01]"`,
    `${SELECTOR} | json path="nested.path" | drop __error_details__`,
    `${SELECTOR} | json | drop span_id, trace_id, __error_details__`,
    `${SELECTOR} | keep session_id`,
  ];
  const labels = [
    [SELECTOR, '--limit=20', '--no-labels'],
    [SELECTOR, '--limit=20', '--include-label=session_id'],
    [SELECTOR, '--limit=20', '--exclude-label=session_id'],
    [SELECTOR, '--limit=20', '--include-common-labels'],
    [SELECTOR, '--limit=40', '--parallel-duration=1m', '--parallel-max-workers=1'],
  ];
  return [...outputs, ...pages, ...queries.map((query) => [query, '--output=jsonl', '--limit=100']), ...labels].map(
    ([query = '', ...flags]) => ({
      args: ['query', '--quiet', ...range, ...flags, query],
      compare: compareOutput,
    }),
  );
}

function listNumbers(range: readonly string[], now: string): readonly Command[] {
  const numbers = [
    `sum by (bot_id) (count_over_time(${SELECTOR}[10m]))`,
    `topk(1, sum by (bot_id) (bytes_over_time(${SELECTOR}[10m])))`,
    `quantile_over_time(0.95, ${SELECTOR} | unwrap bot_duration_ms | __error__="" [10m]) by (bot_id)`,
  ];
  const series = [
    `sum(count_over_time(${SELECTOR}[1m]))`,
    `sum by (bot_id) (rate(${SELECTOR} |= "order" [1m]))`,
    `max_over_time(${SELECTOR} | unwrap bot_duration_ms | __error__="" [1m]) by (bot_id)`,
  ];
  return [
    ...numbers.map((query) => ({ args: ['instant-query', '--quiet', `--now=${now}`, query], compare: compareOutput })),
    ...series.map((query) => ({ args: ['query', '--quiet', ...range, '--step=60s', query], compare: compareOutput })),
  ];
}

function listNames(range: readonly string[]): readonly Command[] {
  return [
    { args: ['labels', '--quiet', ...range], compare: compareOutput },
    { args: ['labels', '--quiet'], compare: compareOutput },
    { args: ['labels', '--quiet', ...range, 'bot_id'], compare: compareOutput },
    { args: ['series', '--quiet', ...range, SELECTOR], compare: compareLines },
    { args: ['series', '--quiet', ...range, '{bot_outcome="error"}'], compare: compareLines },
    { args: ['series', '--quiet', ...range, '--analyze-labels', SELECTOR], compare: compareLines },
    { args: ['detected-fields', '--quiet', ...range, SELECTOR], compare: compareLines },
    { args: ['detected-fields', '--quiet', ...range, `${SELECTOR} |= "took"`], compare: compareLines },
    { args: ['detected-fields', '--quiet', ...range, SELECTOR, 'items'], compare: compareLines },
  ];
}

function listFigures(range: readonly string[]): readonly Command[] {
  return [
    { args: ['volume', '--quiet', ...range, SELECTOR], compare: compareVolumes },
    { args: ['volume', '--quiet', ...range, '--targetLabels=bot_id', SELECTOR], compare: compareVolumes },
    { args: ['volume', '--quiet', ...range, '--aggregateByLabels', SELECTOR], compare: compareVolumes },
    { args: ['volume_range', '--quiet', ...range, '--step=60s', SELECTOR], compare: compareVolumes },
    { args: ['stats', '--quiet', ...range, SELECTOR], compare: compareStats },
  ];
}

function listMistakes(range: readonly string[]): readonly Command[] {
  return ['{', '{service_name="bot"} | nonsense = ', 'rate({service_name="bot"})', '{service_name=~"("}'].map(
    (query) => ({ args: ['query', '--quiet', ...range, query], compare: compareMistakes }),
  );
}

/** Everything that is asked of both stores about the same records. */
export function listCommands(startUnixNano: bigint, endUnixNano: bigint): readonly Command[] {
  const [start, end] = [toRfc3339(startUnixNano), toRfc3339(endUnixNano)];
  const range = [`--from=${start}`, `--to=${end}`];
  const tenants = (['api', 'audit'] as const).map((tenant) => ({
    tenant,
    args: ['query', '--quiet', ...range, '--output=jsonl', '--limit=500', SELECTOR],
    compare: compareOutput,
  }));
  return [
    ...listLogQueries(range),
    ...tenants,
    ...listNumbers(range, end),
    ...listNames(range),
    ...listFigures(range),
    ...listMistakes(range),
  ];
}
