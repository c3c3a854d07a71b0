import {
  buildLogQuery,
  compareNewestFirst,
  type BotRecord,
  type QueryContext,
  type TimeRange,
} from '@botscope/records';
import { TENANTS, type Tenant } from '@botscope/conventions';
import { CROWDED_BEFORE_NANOS, CROWDED_ENVIRONMENT, CROWDS } from '../corpus/edge-records.ts';
import type { Engine, TwoEngines } from '../engines/two-engines.ts';
import { readAllRecords } from '../filters/all-records.ts';
import { sampleApiCallFilters, sampleAuditFilters, sampleLogFilters } from '../filters/record-filters.ts';
import { createTally, forEachAtOnce, type Part } from '../run-parts.ts';
import { pageThrough, type Paging } from './page-through.ts';

/** What is paged through. */
export interface PagingGround {
  readonly engines: TwoEngines;
  readonly seed: number;
  /** Time of the newest record. */
  readonly nowUnixNano: bigint;
}

interface PagingCase extends Paging {
  readonly name: string;
  /** Uids in the order that a page has to show; absent where only the engines are compared. */
  readonly meant: readonly string[];
}

const SECOND = 1_000_000_000n;
const AT_ONCE = 3;
/** A pager takes the last for as many as it fetches at most. */
const PAGE_SIZES = [1, 7, 100, 5000];
const FILTERS_OF_EACH_PAGE = 5;

const toUids = (records: readonly BotRecord[]): string[] => [
  ...new Set([...records].sort(compareNewestFirst).map(({ uid }) => uid)),
];

async function listFilterCases({ engines, seed, nowUnixNano }: PagingGround): Promise<PagingCase[]> {
  const range: TimeRange = { startUnixNano: nowUnixNano - 60n * SECOND, endUnixNano: nowUnixNano + 1n };
  const filters = [
    ...sampleAuditFilters(FILTERS_OF_EACH_PAGE, seed + 4000, nowUnixNano),
    ...sampleApiCallFilters(FILTERS_OF_EACH_PAGE, seed + 5000),
    ...sampleLogFilters(FILTERS_OF_EACH_PAGE, seed + 6000),
  ];
  const cases: PagingCase[] = [];
  const all = new Map<Tenant, readonly BotRecord[]>();
  for (const tenant of TENANTS) all.set(tenant, await readAllRecords(engines.loki, tenant, range));
  for (const [index, { page, tenant, cells, queries, matches }] of filters.entries()) {
    const meant = toUids((all.get(tenant) ?? []).filter(matches));
    for (const pageSize of PAGE_SIZES)
      for (const byCursor of [true, false]) {
        // A request for each record: of a few filters.
        if (byCursor && pageSize === 1 && index % FILTERS_OF_EACH_PAGE !== 0) continue;
        const name = `${page}, ${cells.join(' and ')}, pages of ${pageSize}${byCursor ? ' by cursor' : ''}`;
        cases.push({ name, queries, range, pageSize, byCursor, meant });
      }
  }
  return cases;
}

/** Instants that hold more than a page, and more than one answer. */
function listCrowdedCases({ nowUnixNano }: PagingGround): PagingCase[] {
  const at = nowUnixNano - CROWDED_BEFORE_NANOS;
  const range = { startUnixNano: at - 60n * SECOND, endUnixNano: at + 60n * SECOND };
  const contexts: readonly QueryContext[] = [{}, { indexedLabels: new Set(['service_name']) }];
  const [few, many] = CROWDS;
  const ways = [
    { size: few, pageSizes: [7, 100], byCursor: true },
    { size: few, pageSizes: [1, 5000], byCursor: false },
    { size: many, pageSizes: [100], byCursor: false },
    { size: many, pageSizes: [5000], byCursor: true },
  ];
  return contexts.flatMap((context, where) =>
    ways.flatMap(({ size, pageSizes, byCursor }) =>
      pageSizes.map((pageSize): PagingCase => {
        const filter = { environments: [CROWDED_ENVIRONMENT], labels: [`crowd ${size}`] };
        const crowd = (CROWDS as readonly number[]).indexOf(size);
        const meant = Array.from({ length: size }, (_, i) => `c${crowd}-${String(i).padStart(5, '0')}`).reverse();
        const name = `${size} records at one nanosecond, pages of ${pageSize}${byCursor ? ' by cursor' : ''}${where === 0 ? '' : ', labels as metadata'}`;
        return { name, queries: [buildLogQuery(filter, context)], range, pageSize, byCursor, meant };
      }),
    ),
  );
}

async function pageUids(engine: Engine, paging: Paging): Promise<string> {
  const records = await pageThrough(engine, paging);
  return records.map(({ uid }) => uid).join(' ');
}

async function findProblem(
  { loki, standalone }: TwoEngines,
  { meant, ...paging }: PagingCase,
): Promise<string | undefined> {
  const [theirs, ours] = await Promise.all([pageUids(loki, paging), pageUids(standalone, paging)]);
  const expected = meant.join(' ');
  if (theirs === expected && ours === expected) return undefined;
  const shown = (uids: string) => `${uids.split(' ').length}: ${uids.slice(0, 600)}`;
  return `Loki ${shown(theirs)}\nstandalone ${shown(ours)}\nmeant ${shown(expected)}`;
}

/** Lists paged through in pages of every size, also over crowded nanoseconds: each record once, in the same order. */
export function createPagingPart(ground: PagingGround): Part {
  return {
    name: 'paging: each record exactly once, the same order',
    run: async () => {
      const tally = createTally();
      const cases = [...(await listFilterCases(ground)), ...listCrowdedCases(ground)];
      await forEachAtOnce(cases, AT_ONCE, async (one) => {
        const problem = await findProblem(ground.engines, one).catch((error: unknown) => String(error));
        tally.check(one.name, problem);
      });
      return tally.count();
    },
  };
}
