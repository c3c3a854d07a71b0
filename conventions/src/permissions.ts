/** Id of the Grafana app plugin. */
export const APP_ID = 'botscope-logs-app';

/** Grafana's basic roles, weakest first. */
export const ROLES = ['Viewer', 'Editor', 'Admin'] as const;
/** A Grafana basic role. */
export type Role = (typeof ROLES)[number];

/** Permission → weakest role that has it. The full action is `botscope-logs-app.<permission>`. */
export const PERMISSIONS = {
  'conversations:read': 'Viewer',
  'conversations:flag': 'Editor',
  'api-calls:read': 'Editor',
  'alerts:read': 'Editor',
  'integrations:reauthorize': 'Editor',
  'export:read': 'Editor',
  'audit:read': 'Admin',
  'settings:write': 'Admin',
} as const satisfies Readonly<Record<string, Role>>;
/** A permission without the app's prefix. */
export type Permission = keyof typeof PERMISSIONS;

/** Full action name, as Grafana and the gateway use it. */
export function toAction(permission: Permission): string {
  return `${APP_ID}.${permission}`;
}

/** Whether a role reaches another. */
export function roleReaches(role: Role, minimum: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(minimum);
}

/** Role definitions with grants, as `plugin.json` declares them: one per basic role, with what it adds. */
export const ROLE_GRANTS: readonly { readonly role: Role; readonly permissions: readonly Permission[] }[] = ROLES.map(
  (role) => ({
    role,
    permissions: (Object.keys(PERMISSIONS) as Permission[]).filter((p) => PERMISSIONS[p] === role),
  }),
);
