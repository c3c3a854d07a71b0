import { describe, expect, it } from 'vitest';
import * as conventions from '@botscope/conventions';
import {
  buildPagePath,
  RECORD_KINDS,
  TENANT_OF_KIND,
  toLokiName,
  type RuntimeSampleBody,
  type StepBody,
} from '@botscope/conventions';
import { parseLogQl, parseSelector } from '../../standalone/src/loki/logql/parse-logql.ts';
import { listNames } from './logql-names.ts';
import { fillVariables, readDashboard, type Panel } from './read-dashboard.ts';
import { readText, readYaml } from './read-yaml.ts';

const constantsOf = (prefix: string): string[] =>
  Object.entries(conventions).flatMap(([name, value]) =>
    name.startsWith(prefix) && typeof value === 'string' ? [value] : [],
  );
const LABELS = constantsOf('ATTR_').map(toLokiName);
const EVENTS = constantsOf('EVENT_');
const COLUMNS = 24;

/** Bodies with every member that a query may ask for. */
const counters = { emitted: 1, delivered: 1, quarantined: 0, dropped: 0 };
const BODIES: Readonly<Record<string, object>> = {
  [conventions.EVENT_RUNTIME_SAMPLED]: {
    rss: 1,
    heap: 1,
    eventLoopP99Ms: 0,
    cpu: 0,
    spool: { depth: 0, lagMs: 0 },
    counters: { records: counters, audit: counters, spans: { started: 0, exported: 0, failed: 0 }, unreadable: 0 },
  } satisfies RuntimeSampleBody,
  [conventions.EVENT_STEP_COMPLETED]: {
    calls: [{ uid: 'u', method: 'GET', host: 'shop.example', status: 200, durationMs: 3 }],
  } satisfies StepBody,
};

const dashboard = readDashboard();
const variables = dashboard.templating.list;
const queries = dashboard.panels.flatMap(({ title, targets = [] }) =>
  targets.map(({ expr, refId }) => [`${title} ${refId}`, expr] as const),
);
const asked = (expr: string): string =>
  fillVariables(expr, {
    ...Object.fromEntries(variables.map(({ name, allValue }) => [name, allValue])),
    __auto: '1m',
    __range: '1h',
  });
const follow = (body: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((value, step) => (value as Record<string | number, unknown> | undefined)?.[step], body);

describe('provisioning/grafana/dashboards/botscope-sre.json', () => {
  it('E11: has panels of turns, errors, times, calls, run time and pipeline', () => {
    const rows = dashboard.panels.filter(({ type }) => type === 'row').map(({ title }) => title);
    expect(rows).toHaveLength(4);
    expect(queries.length).toBeGreaterThan(25);
    expect(dashboard.schemaVersion).toBe(42);
  });

  it('has ids that are each another, and panels that fit the grid without touching one another', () => {
    const { panels } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const overlaps = ({ gridPos: a }: Panel, { gridPos: b }: Panel): boolean =>
      a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
    for (const [index, panel] of panels.entries()) {
      expect(panel.gridPos.x + panel.gridPos.w).toBeLessThanOrEqual(COLUMNS);
      expect(panels.slice(index + 1).filter((other) => overlaps(panel, other))).toEqual([]);
    }
  });

  it('asks only the data source of records, which reads tenant bots', () => {
    const { datasources } = readYaml<{ datasources: readonly { uid: string; type: string }[] }>(
      'provisioning/grafana/datasources.yaml',
    );
    const uid = datasources.find(({ type }) => type === 'loki')?.uid;
    const used = [...dashboard.panels.flatMap(({ targets = [] }) => targets), ...variables];
    expect([...new Set(used.map(({ datasource }) => datasource.uid))]).toEqual([uid]);
  });

  it('uses every variable that it has, and no other', () => {
    const text = queries.map(([, expr]) => expr).join(' ');
    const used = [...text.matchAll(/\$([a-z_]+)/g)].map(([, name]) => name ?? '');
    expect([...new Set(used)].sort()).toEqual([...variables.map(({ name }) => name), '__auto', '__range'].sort());
  });

  it.each(variables)('variable $name: values of a label, asked for with variables before it', (variable) => {
    expect(LABELS).toContain(variable.query.label);
    for (const { name } of parseSelector(asked(variable.query.stream))) expect(LABELS).toContain(name);
    const before = variables.slice(0, variables.indexOf(variable)).map(({ name }) => name);
    const used = [...variable.query.stream.matchAll(/\$([a-z]+)/g)].map(([, name]) => name);
    expect(used.filter((name) => !before.includes(name ?? ''))).toEqual([]);
  });

  it.each(queries)('%s: is LogQL of names and values that records have', (_title, expr) => {
    const { labels, values, paths } = listNames(parseLogQl(asked(expr)));
    const ofBody = paths.map(([label]) => label);
    expect(labels.filter((name) => ![...LABELS, ...ofBody, '__error__'].includes(name))).toEqual([]);
    const valueOf = (attribute: string): string | undefined =>
      values.find(([label]) => label === toLokiName(attribute))?.[1];
    const event = valueOf(conventions.ATTR_EVENT);
    if (event !== undefined) expect(EVENTS).toContain(event);
    for (const [, path] of paths) expect(follow(BODIES[event ?? ''], path)).toBeDefined();
  });

  it('selects by kinds of tenant bots', () => {
    const selected = queries.flatMap(([, expr]) =>
      [...expr.matchAll(/bot_record_kind=~?"([^"]*)"/g)].flatMap(([, kinds]) => (kinds ?? '').split('|')),
    );
    expect(new Set(selected).size).toBeGreaterThan(2);
    for (const kind of selected) expect(TENANT_OF_KIND[RECORD_KINDS.find((known) => known === kind)!]).toBe('bots');
  });

  it('counts no pinned copy', () => {
    const retention = `${toLokiName(conventions.ATTR_RETENTION)}=""`;
    for (const [, expr] of queries) expect(expr.split(retention).length).toBe(expr.split('{').length);
  });

  it('leads to pages of the app', () => {
    const text = readText('provisioning/grafana/dashboards/botscope-sre.json');
    const paths = [...text.matchAll(/"url": "([^"?]+)/g)].map(([, path]) => path);
    const pages = (['conversations', 'apiCalls', 'alerts'] as const).map((page) => buildPagePath(page));
    expect([...new Set(paths)].sort()).toEqual(pages.sort());
  });
});

describe('provisioning/grafana/dashboards.yaml', () => {
  it('finds the dashboard where docker-compose.yml puts it', () => {
    const { providers } = readYaml<{ providers: readonly { options: { path: string } }[] }>(
      'provisioning/grafana/dashboards.yaml',
    );
    const file = './provisioning/grafana/dashboards/botscope-sre.json';
    const { services } = readYaml<{ services: { grafana: { volumes: readonly string[] } } }>('docker-compose.yml');
    expect(services.grafana.volumes).toContain(`${file}:${providers[0]?.options.path}/botscope-sre.json:ro`);
  });
});
