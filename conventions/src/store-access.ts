import { HEADER_TENANT } from './headers.ts';
import type { Tenant } from './record-kinds.ts';

/** How a store wants to be asked. */
export interface StoreAccess {
  /** The one tenant that holds everything; absent = one per permission domain. */
  readonly tenant: string | undefined;
  /** Authorization header, whole; absent = none. */
  readonly authorization: string | undefined;
}

/** Headers with which a store is asked for the records or spans of a tenant. */
export function toStoreHeaders(tenant: Tenant, access: StoreAccess): Readonly<Record<string, string>> {
  return {
    [HEADER_TENANT]: access.tenant ?? tenant,
    ...(access.authorization === undefined ? {} : { Authorization: access.authorization }),
  };
}
