import { deepEqual, equal, ok } from 'node:assert/strict';
import { fillVariables, readDashboard } from '../../pipeline/read-dashboard.ts';
import type { Check } from '../checks/check.ts';
import type { RealPipeline } from '../run/real-pipeline.ts';
import { askLabelValues, askNumbers, type TimeRange } from './ask-numbers.ts';
import { describeSeriesDifference } from './compare-series.ts';
import { DEMO_SERVICES, playDemoIntoBoth, type DemoOnBoth } from './demo-on-both.ts';

/** Checks, and what ends the programs that they have started. */
export interface DashboardChecks {
  readonly checks: readonly Check[];
  close(): Promise<void>;
}

const dashboard = readDashboard();

/** What Grafana fills in when all environments and bots are chosen. */
function variablesOf({ startSeconds, endSeconds }: TimeRange): Readonly<Record<string, string>> {
  const all = dashboard.templating.list.map(({ name, allValue }) => [name, allValue]);
  return {
    ...(Object.fromEntries(all) as Record<string, string>),
    service: `(${DEMO_SERVICES})`,
    __auto: '1m',
    __range: `${endSeconds - startSeconds}s`,
  };
}

async function checkQuery(expr: string, type: 'instant' | 'range', both: DemoOnBoth): Promise<void> {
  const query = fillVariables(expr, variablesOf(both.range));
  const loki = await askNumbers(both.lokiUrl, query, type, both.range);
  const standalone = await askNumbers(both.standaloneUrl, query, type, both.range);
  ok(
    loki.some(({ values }) => [...values.values()].some(Number.isFinite)),
    `Loki has no number for ${query}`,
  );
  equal(describeSeriesDifference(query, loki, standalone), undefined);
}

async function checkVariable(label: string, stream: string, both: DemoOnBoth): Promise<void> {
  const selector = fillVariables(stream, variablesOf(both.range)).replace('{', `{service_name=~"${DEMO_SERVICES}", `);
  const loki = await askLabelValues(both.lokiUrl, label, selector, both.range);
  ok(loki.length > 1, `${label} has the values ${loki.join(', ')}`);
  deepEqual(await askLabelValues(both.standaloneUrl, label, selector, both.range), loki);
}

/**
 * Every variable and every query of the dashboard, asked of a real Loki and of standalone about the same run of the demo
 * bot: there must be data, and the same.
 */
export function createDashboardChecks(pipeline: RealPipeline): DashboardChecks {
  let both: Promise<DemoOnBoth> | undefined;
  const played = (): Promise<DemoOnBoth> => (both ??= playDemoIntoBoth(pipeline));
  const variables = dashboard.templating.list.map(({ name, query }) => ({
    name: `dashboard, variable ${name}: the same values in Loki and standalone`,
    run: async () => checkVariable(query.label, query.stream, await played()),
  }));
  const panels = dashboard.panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ refId, expr, queryType }) => ({
      name: `dashboard, ${title} ${refId}: has data, the same in Loki and standalone`,
      run: async () => checkQuery(expr, queryType, await played()),
    })),
  );
  return {
    checks: [...variables, ...panels],
    close: async () => {
      const started = await both?.catch(() => undefined);
      await started?.close();
    },
  };
}
