import { toUnixMillis, type TimeRange } from '@botscope/records';
import { TENANTS, type Tenant } from '@botscope/conventions';
import type { TwoEngines } from '../engines/two-engines.ts';
import { createTally, forEachAtOnce, type Count, type Part } from '../run-parts.ts';
import { readAllRecords } from './all-records.ts';
import { sampleAddressFilters } from './address-filters.ts';
import { createCellCount, type CellCount } from './cell-count.ts';
import { checkListRequest } from './check-list-request.ts';
import { checkRecordFilter, toRangeRecords, type RangeRecords } from './check-record-filters.ts';
import { createFlags, sampleListRequests } from './conversation-filters.ts';
import { sampleApiCallFilters, sampleAuditFilters, sampleLogFilters } from './record-filters.ts';

/** What filters are generated from and asked of. */
export interface FilterGround {
  readonly engines: TwoEngines;
  readonly seed: number;
  /** Time of the newest record. */
  readonly nowUnixNano: bigint;
  readonly filterCount: number;
}

const MINUTE = 60_000_000_000n;
const DAY = 1440n * MINUTE;
/** Both engines have as many threads as the smallest machine of ours. */
const AT_ONCE = 4;
/** One filter in so many asks for the late records as well. */
const WIDE_EVERY = 40;
const SHARES = { audit: 0.4, api: 0.28, logs: 0.14, addresses: 0.06 } as const;

/** The minute of the ordinary records, and the month with late ones, large ones and all. */
function toRanges(nowUnixNano: bigint): { readonly recent: TimeRange; readonly wide: TimeRange } {
  const endUnixNano = nowUnixNano + 1n;
  return {
    recent: { startUnixNano: nowUnixNano - MINUTE, endUnixNano },
    wide: { startUnixNano: nowUnixNano - 29n * DAY - 60n * MINUTE, endUnixNano },
  };
}

async function checkRecordFilters(ground: FilterGround, cells: CellCount): Promise<Count> {
  const { engines, seed, nowUnixNano, filterCount } = ground;
  const shareOf = (share: number) => Math.round(share * filterCount);
  const filters = [
    ...sampleAuditFilters(shareOf(SHARES.audit), seed, nowUnixNano),
    ...sampleApiCallFilters(shareOf(SHARES.api), seed + 1000),
    ...sampleLogFilters(shareOf(SHARES.logs), seed + 2000),
    ...sampleAddressFilters(shareOf(SHARES.addresses), seed + 7000),
  ];
  const { recent, wide } = toRanges(nowUnixNano);
  // Crowded instants hold more logs than one answer.
  const late = { ...wide, endUnixNano: nowUnixNano - 60n * MINUTE };
  const places = new Map<Tenant, readonly [RangeRecords, RangeRecords]>();
  for (const tenant of TENANTS) {
    const ranges = [recent, tenant === 'bots' ? late : wide];
    const [usual, rare] = await Promise.all(
      ranges.map(async (range) => toRangeRecords(range, await readAllRecords(engines.loki, tenant, range))),
    );
    if (usual && rare) places.set(tenant, [usual, rare]);
  }
  const tally = createTally();
  await forEachAtOnce([...filters.entries()], AT_ONCE, async ([index, filter]) => {
    const place = places.get(filter.tenant)?.[index % WIDE_EVERY === 0 ? 1 : 0];
    if (place === undefined) return;
    const { problem, isPartial } = await checkRecordFilter(engines, filter, place);
    tally.check(`${filter.page}, ${filter.cells.join(' and ')}`, problem);
    cells.add(filter.cells, isPartial);
  });
  return tally.count();
}

async function checkLists({ engines, seed, nowUnixNano, filterCount }: FilterGround, cells: CellCount): Promise<Count> {
  const share = Object.values(SHARES).reduce((rest, one) => rest - one, 1);
  const { recent, wide } = toRanges(nowUnixNano);
  const records = await readAllRecords(engines.loki, 'bots', recent);
  const everRecords = await readAllRecords(engines.loki, 'bots', wide);
  const flags = createFlags(toUnixMillis(nowUnixNano));
  const tally = createTally();
  await forEachAtOnce(sampleListRequests(Math.round(share * filterCount), seed + 3000), AT_ONCE, async (request) => {
    const moment = { nowUnixNano: nowUnixNano + BigInt(request.laterMinutes) * MINUTE, flags };
    const ground = { range: recent, records, everRecords };
    const { problem, isPartial } = await checkListRequest(engines, request, ground, moment);
    tally.check(`conversations, ${request.cells.join(' and ')}`, problem);
    cells.add(request.cells, isPartial);
  });
  return tally.count();
}

/** R9: generated filters of every page, the same answers of Loki, standalone and our own evaluation. */
export function createFilterParts(ground: FilterGround): readonly Part[] {
  const cells = createCellCount(ground.filterCount);
  return [
    {
      name: 'R9: filters of audit, API and log pages, addresses of conversations, turns and records',
      run: () => checkRecordFilters(ground, cells),
    },
    { name: 'R9: filters of the conversation list', run: () => checkLists(ground, cells) },
    {
      name: 'R9: every operator and column often enough, most filters select some but not all',
      run: async () => {
        const tally = createTally();
        console.log(`  ${cells.toText()}`);
        const missed = cells.missed();
        tally.check('counts', missed.length === 0 ? undefined : missed.join('\n'));
        return tally.count();
      },
    },
  ];
}
