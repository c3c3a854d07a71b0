import type { Tenant } from '@botscope/conventions';
import { createPager, type LokiClient, type RecordQuery, type TimeRange } from '@botscope/records';

/** The newest records that meet a filter, as a page asks our store for them, and in SQL. */
export interface StoreQuestion {
  /** Page and filter. */
  readonly name: string;
  readonly tenant: Tenant;
  readonly queries: readonly RecordQuery[];
  /** Condition on the tenant's table. */
  readonly where: string;
}

const PAGE_SIZE = 100;

/** The first page. Resolves with how many records it has. */
export async function askOurs(question: StoreQuestion, client: LokiClient, range: TimeRange): Promise<number> {
  const pager = createPager({ client, queries: question.queries, range, pageSize: PAGE_SIZE });
  return (await pager.nextPage()).records.length;
}

/** The same in SQL. */
export function toSql({ tenant, where }: StoreQuestion, { startUnixNano, endUnixNano }: TimeRange): string {
  const inRange = `ts >= ${startUnixNano} AND ts < ${endUnixNano}`;
  return `SELECT * FROM ${tenant} WHERE ${inRange} AND (${where}) ORDER BY ts DESC LIMIT ${PAGE_SIZE}`;
}
