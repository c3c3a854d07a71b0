import { ATTR_RECORD_KIND, TENANT_OF_KIND, type Tenant } from '@botscope/conventions';
import type { OtlpLogRecord } from '@botscope/otlp';

const TENANTS_BY_KIND: ReadonlyMap<unknown, Tenant> = new Map(Object.entries(TENANT_OF_KIND));

/** Which tenant stores a record; unknown kinds go where the Collector's default route leads. */
export function tenantOfRecord(record: OtlpLogRecord): Tenant {
  return TENANTS_BY_KIND.get(record.attributes[ATTR_RECORD_KIND]) ?? 'bots';
}
