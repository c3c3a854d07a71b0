/** From the proxy route to the gateway: secret of the app's `secureJsonData`. */
export const HEADER_SECRET = 'X-Botscope-Secret';
/** From the proxy route to the gateway: full action of the endpoint. */
export const HEADER_ACTION = 'X-Botscope-Action';
/** From Grafana: signed identity token (ES256 JWT). */
export const HEADER_GRAFANA_ID = 'X-Grafana-Id';
/** From the gateway to the sidecar: verified identity, JSON of {@link BotscopeUser}. */
export const HEADER_USER = 'X-Botscope-User';
/** From the gateway to the sidecar: internal secret. */
export const HEADER_INTERNAL_SECRET = 'X-Botscope-Internal-Secret';
/** Loki's and Tempo's tenant. */
export const HEADER_TENANT = 'X-Scope-OrgID';
/** Loki's flag for values with structured metadata. */
export const HEADER_LOKI_ENCODING_FLAGS = 'X-Loki-Response-Encoding-Flags';
/** From a bot to a web client: the conversation UID. */
export const HEADER_BOT_UID = 'x-bot-uid';

/** A person as the gateway verified them. */
export interface BotscopeUser {
  /** Stable key of the author (the token's `identifier`). */
  readonly id: string;
  readonly login: string;
  readonly email: string;
  readonly name: string;
  readonly role: 'Viewer' | 'Editor' | 'Admin';
  /** Grafana organisation. */
  readonly orgId: number;
}
