import type { HttpMethod } from './http-method.ts';
import type { Permission } from './permissions.ts';
import { CAPTURE_POLICY_SCHEMA } from './capture-policy.ts';
import { ALERT_RESET_SCHEMA, FLAG_BODY_SCHEMA, FLAG_KEY_SCHEMA, type JsonSchema } from './endpoint-schemas.ts';

/** An endpoint of the sidecar for people, reached through the gateway under area `sidecar` and served at `/v1/<path>`. */
export interface SidecarEndpoint {
  readonly path: string;
  readonly method: HttpMethod;
  readonly permission: Permission;
  /** Permission whose minimum role must be reached as well. */
  readonly alsoReaches?: Permission;
  /** JSON Schema of the request body; absent = the request has none. */
  readonly body?: JsonSchema;
}

/** The sidecar's endpoints for people that exist. */
export const SIDECAR_ENDPOINTS: readonly SidecarEndpoint[] = [
  { path: 'flags', method: 'GET', permission: 'conversations:read' },
  { path: 'flags', method: 'PUT', permission: 'conversations:flag', body: FLAG_BODY_SCHEMA },
  { path: 'flags', method: 'DELETE', permission: 'conversations:flag', body: FLAG_KEY_SCHEMA },
  { path: 'alerts', method: 'GET', permission: 'alerts:read' },
  { path: 'alerts/windows', method: 'GET', permission: 'alerts:read' },
  {
    path: 'alerts/test',
    method: 'POST',
    permission: 'settings:write',
    body: { type: 'object', additionalProperties: false, properties: {} },
  },
  { path: 'alerts/reset', method: 'POST', permission: 'settings:write', body: ALERT_RESET_SCHEMA },
  { path: 'settings/capture', method: 'GET', permission: 'conversations:read' },
  { path: 'settings/capture', method: 'PUT', permission: 'settings:write', body: CAPTURE_POLICY_SCHEMA },
  { path: 'export/conversations', method: 'GET', permission: 'export:read' },
  { path: 'health', method: 'GET', permission: 'conversations:read' },
];
