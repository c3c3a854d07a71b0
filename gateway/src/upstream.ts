import {
  LOKI_AUTHORIZATION_VARIABLE,
  LOKI_TENANT_VARIABLE,
  TEMPO_AUTHORIZATION_VARIABLE,
  TEMPO_TENANT_VARIABLE,
  toStoreHeaders,
  type AllowedRoute,
  type Tenant,
} from '@botscope/conventions';
import { GATEWAY_VARIABLES, type GatewayConfig } from './config.ts';

/** A program behind the gateway. */
export type UpstreamName = AllowedRoute['upstream'];

/** What is said about a program behind the gateway when it cannot be used. */
export interface UpstreamDescription {
  /** As people call it. */
  readonly title: string;
  /** Variable that holds its address. */
  readonly urlVariable: string;
  /** What makes it accept the gateway, as the end of "Set …". */
  readonly accessFix: string;
}

/** The programs behind the gateway. */
export const UPSTREAMS: Readonly<Record<UpstreamName, UpstreamDescription>> = {
  loki: {
    title: 'Loki',
    urlVariable: GATEWAY_VARIABLES.lokiUrl.name,
    accessFix: `${LOKI_TENANT_VARIABLE.name} to the tenant it expects and ${LOKI_AUTHORIZATION_VARIABLE.name} to credentials that may read it`,
  },
  tempo: {
    title: 'Tempo',
    urlVariable: GATEWAY_VARIABLES.tempoUrl.name,
    accessFix: `${TEMPO_TENANT_VARIABLE.name} to the tenant it expects and ${TEMPO_AUTHORIZATION_VARIABLE.name} to credentials that may read it`,
  },
  sidecar: {
    title: 'sidecar',
    urlVariable: GATEWAY_VARIABLES.sidecarUrl.name,
    accessFix: `${GATEWAY_VARIABLES.internalSecret.name} to the same value for gateway and sidecar`,
  },
};

/** Base address of a program behind the gateway, without trailing slash. */
export function toBaseUrl(
  name: UpstreamName,
  config: Pick<GatewayConfig, 'lokiUrl' | 'tempoUrl' | 'sidecarUrl'>,
): string {
  return { loki: config.lokiUrl, tempo: config.tempoUrl, sidecar: config.sidecarUrl }[name];
}

/** What a gateway knows of how the stores want to be asked. */
export type StoreAccessConfig = Pick<
  GatewayConfig,
  'lokiTenant' | 'lokiAuthorization' | 'tempoTenant' | 'tempoAuthorization'
>;

/** Headers with which the gateway asks a store for a tenant's records or spans. */
export function toUpstreamHeaders(
  name: Exclude<UpstreamName, 'sidecar'>,
  tenant: Tenant,
  config: StoreAccessConfig,
): Readonly<Record<string, string>> {
  const access =
    name === 'loki'
      ? { tenant: config.lokiTenant, authorization: config.lokiAuthorization }
      : { tenant: config.tempoTenant, authorization: config.tempoAuthorization };
  return toStoreHeaders(tenant, access);
}
