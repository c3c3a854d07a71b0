import { RETENTION_CLASSES } from '@botscope/conventions';
import { LABEL } from '../logql/label-names.ts';
import { DEFAULT_INDEXED_LABELS } from '../logql/log-query.ts';
import type { QueryContext } from '../queries/record-query.ts';
import { toUnixNano, type TimeRange } from '../time-range.ts';
import type { LokiClient } from './loki-client.ts';
import type { LokiArea } from './loki-transport.ts';

/** Knows for each area what its store indexes, so that queries can be built for it. */
export interface QueryContexts {
  /**
   * The context of an area. Asked for once and remembered for ten minutes; an empty store counts as the provisioned
   * one and is asked again soon. Rejects as the client does, and then asks again at the next call.
   */
  of(area: LokiArea): Promise<QueryContext>;
}

const MILLIS_PER_DAY = 86_400_000;
/** Loki answers questions about labels for 30 days and an hour unless told otherwise. */
const LABELS_DAYS = 30;
const KEPT_MILLIS = 600_000;
/** For what may be otherwise in a moment: an empty store, one that could not tell everything. */
const UNSURE_MILLIS = 15_000;

/** What is indexed where the kind of a record is not: then none of our own attributes is. */
const RESOURCE_LABELS: ReadonlySet<string> = new Set([LABEL.service, LABEL.environment]);
/** What holds in a store whose older streams are not labelled as its newer ones. */
const SERVICE_ONLY: QueryContext = { indexedLabels: new Set([LABEL.service]) };

interface Finding {
  readonly context: QueryContext;
  readonly keptMillis: number;
}

/** Contexts of a store. `clock` gives milliseconds since the epoch. */
export function createQueryContexts(client: LokiClient, clock: () => number = Date.now): QueryContexts {
  const known = new Map<LokiArea, { readonly finding: Promise<Finding>; untilMillis: number }>();
  return {
    async of(area) {
      const remembered = known.get(area);
      if (remembered && clock() < remembered.untilMillis) return (await remembered.finding).context;
      const entry = { finding: findContext(client, area, clock()), untilMillis: Infinity };
      known.set(area, entry);
      try {
        const { context, keptMillis } = await entry.finding;
        entry.untilMillis = clock() + keptMillis;
        return context;
      } catch (error) {
        known.delete(area);
        throw error;
      }
    },
  };
}

async function findContext(client: LokiClient, area: LokiArea, nowMillis: number): Promise<Finding> {
  const names = new Set(await client.labels({ area, range: toRange(nowMillis, LABELS_DAYS) }));
  if (names.size === 0) return { context: {}, keptMillis: UNSURE_MILLIS };
  const indexed = [...DEFAULT_INDEXED_LABELS].filter((name) => names.has(name));
  if (!names.has(LABEL.kind)) {
    const resource = indexed.filter((name) => RESOURCE_LABELS.has(name));
    return { context: { indexedLabels: new Set(resource) }, keptMillis: KEPT_MILLIS };
  }
  try {
    const mixed = await isMixed(client, area, nowMillis);
    return { context: mixed ? SERVICE_ONLY : { indexedLabels: new Set(indexed) }, keptMillis: KEPT_MILLIS };
  } catch {
    // Comparing in the pipeline is right for every store, if slower.
    return { context: SERVICE_ONLY, keptMillis: UNSURE_MILLIS };
  }
}

/**
 * Whether a service has streams with our labels and streams without them: Loki's configuration was changed. A selector
 * would then miss what was stored before. Services that have none are other applications in the same tenant.
 */
async function isMixed(client: LokiClient, area: LokiArea, nowMillis: number): Promise<boolean> {
  const range = toRange(nowMillis, area === 'audit' ? longestDays() : LABELS_DAYS);
  const ask = (selector: string) => client.labelValues(LABEL.service, { area, range, selector });
  const without = await ask(`{${LABEL.service}=~".+", ${LABEL.kind}=""}`);
  if (without.length === 0) return false;
  const labelled = new Set(await ask(`{${LABEL.kind}=~".+"}`));
  return without.some((service) => labelled.has(service));
}

function longestDays(): number {
  return Math.max(...RETENTION_CLASSES.map(({ days }) => days));
}

function toRange(nowMillis: number, days: number): TimeRange {
  return { startUnixNano: toUnixNano(nowMillis - days * MILLIS_PER_DAY), endUnixNano: toUnixNano(nowMillis) };
}
