import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { toLokiName, ATTR_BOT_ID, ATTR_DEPLOYMENT_ENVIRONMENT_NAME, type Tenant } from '@botscope/conventions';
import {
  buildApiCallQueries,
  buildAuditQuery,
  buildCount,
  buildDurationPercentile,
  buildLogQuery,
  buildOutcomeHistogram,
  buildTurnHistogramQuery,
  type QueryContext,
  type RecordQuery,
} from '@botscope/records';
import type { NamedQuestion } from './check-questions.ts';
import { createQuestionKinds } from './question-kinds.ts';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
/** Steps of the pages' histograms: the last minutes, hours, the month. */
const STEPS = [
  [MINUTE, 15],
  [HOUR, 24],
  [DAY, 30],
] as const;

/** Counts, histograms and percentiles of the pages, pinned copies left out. */
export function listMetricQuestions(nowUnixNano: bigint): NamedQuestion[] {
  const { metric, instant } = createQuestionKinds(nowUnixNano);
  const contexts: readonly (readonly [string, QueryContext])[] = [
    ['labels indexed', {}],
    ['labels as metadata', { indexedLabels: new Set(['service_name']) }],
  ];
  const ofQuery = (name: string, tenant: Tenant, query: RecordQuery | undefined): NamedQuestion[] =>
    query === undefined
      ? []
      : [
          ...STEPS.map(([step, count]) =>
            metric(`${name} by outcome, steps of ${step} s`, tenant, buildOutcomeHistogram(query, step), step, count),
          ),
          ...[0, 0.5, 0.95, 1].map((quantile) =>
            metric(
              `${name}, quantile ${quantile}`,
              tenant,
              buildDurationPercentile(query, quantile, MINUTE),
              MINUTE,
              15,
            ),
          ),
          ...[MINUTE, DAY].map((range) => instant(`${name}, count of ${range} s`, tenant, buildCount(query, range))),
        ];
  return contexts.flatMap(([where, context]) => [
    ...ofQuery(`calls, ${where}`, 'api', buildApiCallQueries({}, context)[0]),
    ...ofQuery(
      `failed calls with a text, ${where}`,
      'api',
      buildApiCallQueries({ outcome: 'error', text: 'Ω' }, context)[0],
    ),
    ...ofQuery(`calls by class, ${where}`, 'api', buildApiCallQueries({ responseCodes: ['5xx', 'none'] }, context)[0]),
    ...ofQuery(`logs, ${where}`, 'bots', buildLogQuery({ minLevel: 'warning' }, context)),
    ...ofQuery(`turns, ${where}`, 'bots', buildTurnHistogramQuery({ channels: ['web'] }, context)),
    ...ofQuery(`all turns, ${where}`, 'bots', buildTurnHistogramQuery({}, context)),
    ...ofQuery(`audit, ${where}`, 'audit', buildAuditQuery({ rows: [] }, nowUnixNano, context)),
  ]);
}

/** Values of filters where the store has them as metadata, and the health check of a data source. */
export function listInstantQuestions(nowUnixNano: bigint): NamedQuestion[] {
  const { instant } = createQuestionKinds(nowUnixNano);
  const names = [ATTR_DEPLOYMENT_ENVIRONMENT_NAME, ATTR_BOT_ID].map(toLokiName);
  return [
    instant('health of a data source', 'bots', 'vector(1)+vector(1)'),
    ...(['bots', 'api', 'audit'] as const).flatMap((tenant) =>
      names.map((name) =>
        instant(
          `values of ${name} as metadata of ${tenant}`,
          tenant,
          `sum by (${name}) (count_over_time({service_name=~".+"} | ${name} != "" [24h]))`,
        ),
      ),
    ),
  ];
}

const DASHBOARDS = fileURLToPath(new URL('../../../../provisioning/grafana/dashboards/', import.meta.url));

/** Every expression of the provisioned dashboards, all environments, services and bots chosen. */
export function listDashboardQuestions(nowUnixNano: bigint): NamedQuestion[] {
  const { metric, instant } = createQuestionKinds(nowUnixNano);
  const texts = readdirSync(DASHBOARDS).map((file) => readFileSync(`${DASHBOARDS}${file}`, 'utf8'));
  const expressions = new Set(
    texts
      .flatMap((text) => [...text.matchAll(/"expr": ("(?:[^"\\]|\\.)*")/g)])
      .map(([, json = '""']) => JSON.parse(json) as string),
  );
  return [...expressions].flatMap((expression, index) => {
    const query = expression
      .replaceAll('$__range', '10m')
      .replaceAll('$__auto', '1m')
      .replace(/\$(?:environment|service|bot)\b/g, '.*');
    if (query.startsWith('{')) return [];
    const name = `dashboard expression ${index}: ${query.slice(0, 80)}`;
    return [metric(name, 'bots', query, MINUTE, 12), instant(`${name}, now`, 'bots', query)];
  });
}
