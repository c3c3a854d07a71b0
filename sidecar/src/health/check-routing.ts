import {
  ATTR_RECORD_KIND,
  ATTR_SERVICE_NAME,
  RECORD_KINDS,
  TENANT_OF_KIND,
  toLokiName,
  type HealthPart,
  type RecordKind,
} from '@botscope/conventions';
import {
  DEFAULT_INDEXED_LABELS,
  toUnixNano,
  type LokiArea,
  type LokiClient,
  type QueryContexts,
} from '@botscope/records';
import { TENANT_OF_AREA } from '../context/loki-transport.ts';

/** What routing is checked with. */
export interface CheckRoutingOptions {
  readonly client: LokiClient;
  readonly contexts: QueryContexts;
  readonly clock: () => number;
  /** One tenant holds all kinds, so none can be in a wrong one. */
  readonly isOneTenant: boolean;
}

const NAME = 'routing';
const HOUR_MILLIS = 3_600_000;
const KIND = toLokiName(ATTR_RECORD_KIND);
const AREAS = Object.keys(TENANT_OF_AREA) as readonly LokiArea[];
const ROUTE_FIX =
  'Let the Collector route by bot.record.kind as collector/config.yaml does (routing/kind), and check X-Scope-OrgID of each of its exporters for Loki.';

/** Kinds of the records of the last hour. */
async function readKinds(area: LokiArea, { client, contexts, clock }: CheckRoutingOptions): Promise<readonly string[]> {
  const now = clock();
  const { indexedLabels = DEFAULT_INDEXED_LABELS } = await contexts.of(area);
  if (indexedLabels.has(KIND)) {
    const range = { startUnixNano: toUnixNano(now - HOUR_MILLIS), endUnixNano: toUnixNano(now) };
    return client.labelValues(KIND, { area, range });
  }
  const logql = `sum by (${KIND}) (count_over_time({${toLokiName(ATTR_SERVICE_NAME)}=~".+"} | ${KIND} != "" [1h]))`;
  const samples = await client.queryVector({ area, logql, timeUnixNano: toUnixNano(now) });
  return samples.flatMap(({ labels }) => labels[KIND] ?? []).sort();
}

function isKnown(kind: string): kind is RecordKind {
  return RECORD_KINDS.some((known) => known === kind);
}

function toDegraded(reason: string, fix: string): HealthPart {
  return { name: NAME, state: 'degraded', reason, fix };
}

/** A Loki without tenants gives all records whatever tenant it is asked for. */
function isTenantIgnored(byArea: ReadonlyMap<LokiArea, readonly string[]>): boolean {
  const lists = [...byArea.values()].map((kinds) => kinds.join());
  const tenants = new Set((byArea.get('records') ?? []).filter(isKnown).map((kind) => TENANT_OF_KIND[kind]));
  return new Set(lists).size === 1 && tenants.size > 1;
}

function describeWrong(byArea: ReadonlyMap<LokiArea, readonly string[]>): string {
  return [...byArea]
    .flatMap(([area, kinds]) => {
      const tenant = TENANT_OF_AREA[area];
      const wrong = kinds.filter(isKnown).filter((kind) => TENANT_OF_KIND[kind] !== tenant);
      return wrong.map(
        (kind) => `Tenant ${tenant} holds records of kind ${kind}, which belong to ${TENANT_OF_KIND[kind]}.`,
      );
    })
    .join(' ');
}

function judge(byArea: ReadonlyMap<LokiArea, readonly string[]>, isOneTenant: boolean): HealthPart {
  if (!isOneTenant && isTenantIgnored(byArea)) {
    return toDegraded(
      'Loki ignores tenants (auth_enabled: false): every area holds all records, so whoever may read conversations can also ask for API calls and the audit trail.',
      'Set auth_enabled to true in the configuration of Loki; or set BOTSCOPE_LOKI_TENANT for gateway and sidecar if one tenant is what you want (docs/guides/one-tenant.md).',
    );
  }
  const wrong = isOneTenant ? '' : describeWrong(byArea);
  if (wrong !== '') return toDegraded(`In the last hour: ${wrong} Their own page does not show them.`, ROUTE_FIX);
  const unknown = [...new Set([...byArea.values()].flat().filter((kind) => !isKnown(kind)))];
  if (unknown.length === 0) return { name: NAME, state: 'ok' };
  return toDegraded(
    `In the last hour came records of unknown kinds, which no page shows: ${unknown.slice(0, 5).join(', ')}.`,
    `Let bot.record.kind be one of ${RECORD_KINDS.join(', ')}, in the bot and in what the Collector changes.`,
  );
}

/** Whether records lie in the tenants where their pages look for them. Nothing while the log store cannot be asked. */
export async function checkRouting(options: CheckRoutingOptions): Promise<readonly HealthPart[]> {
  const areas = options.isOneTenant ? (['records'] as const) : AREAS;
  try {
    const kinds = await Promise.all(areas.map(async (area) => [area, await readKinds(area, options)] as const));
    return [judge(new Map(kinds), options.isOneTenant)];
  } catch {
    return [];
  }
}
