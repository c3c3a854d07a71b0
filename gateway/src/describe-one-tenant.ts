import { LOKI_TENANT_VARIABLE } from '@botscope/conventions';
import type { GatewayConfig } from './config.ts';

/** What is not enforced in a store with one tenant, whatever the pages' permissions say. */
export function describeOneTenant({ lokiTenant }: Pick<GatewayConfig, 'lokiTenant'>): string {
  return `Tenant ${lokiTenant} of Loki holds all records (${LOKI_TENANT_VARIABLE.name}): whoever may read conversations, or query the data source, can also ask for API calls and the audit trail.`;
}
