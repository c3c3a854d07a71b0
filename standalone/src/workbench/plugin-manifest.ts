import { ROLES, type Role } from '@botscope/conventions';
import { WorkbenchError } from './workbench-error.ts';

/** An entry of `includes[]`: a page of the app. */
export interface PluginInclude {
  readonly type: string;
  readonly name: string;
  readonly path: string;
  readonly icon?: string;
  /** Action that may open it. */
  readonly action?: string;
  /** Weakest role that may open it, when no action is named. */
  readonly role?: Role;
  readonly addToNav: boolean;
  readonly defaultNav: boolean;
}

/** An entry of `routes[]`: a way through the plugin proxy. */
export interface PluginRoute {
  readonly path: string;
  /** Absent or `*`: every method. */
  readonly method?: string;
  readonly reqAction?: string;
  readonly reqRole?: Role;
  readonly url: string;
  readonly headers: readonly { readonly name: string; readonly content: string }[];
}

/** What the workbench reads from a `plugin.json`. */
export interface PluginManifest {
  readonly id: string;
  readonly name: string;
  readonly info: Readonly<Record<string, unknown>>;
  readonly includes: readonly PluginInclude[];
  readonly routes: readonly PluginRoute[];
  /** Role definitions with the basic roles that get them. */
  readonly roles: readonly { readonly actions: readonly string[]; readonly grants: readonly string[] }[];
}

type Fields = Readonly<Record<string, unknown>>;

/** The manifest in a `plugin.json`'s text. Throws a {@link WorkbenchError} for text that is none. */
export function parsePluginManifest(text: string): PluginManifest {
  const json = parseJson(text);
  if (!isFields(json) || typeof json.id !== 'string' || typeof json.name !== 'string') {
    throw new WorkbenchError(503, 'plugin.json has no id or no name: run "npm run build"');
  }
  return {
    id: json.id,
    name: json.name,
    info: isFields(json.info) ? json.info : {},
    includes: toList(json.includes).map(narrowInclude),
    routes: toList(json.routes).map(narrowRoute),
    roles: toList(json.roles).map(narrowRole),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new WorkbenchError(503, 'plugin.json is not JSON: run "npm run build"', { cause });
  }
}

function narrowInclude(fields: Fields): PluginInclude {
  const role = toRole(fields.role);
  return {
    type: toText(fields.type),
    name: toText(fields.name),
    path: toText(fields.path),
    addToNav: fields.addToNav === true,
    defaultNav: fields.defaultNav === true,
    ...(typeof fields.icon === 'string' ? { icon: fields.icon } : {}),
    ...(typeof fields.action === 'string' ? { action: fields.action } : {}),
    ...(role ? { role } : {}),
  };
}

function narrowRoute(fields: Fields): PluginRoute {
  const reqRole = toRole(fields.reqRole);
  return {
    path: toText(fields.path),
    url: toText(fields.url),
    headers: toList(fields.headers).map((header) => ({ name: toText(header.name), content: toText(header.content) })),
    ...(typeof fields.method === 'string' ? { method: fields.method } : {}),
    ...(typeof fields.reqAction === 'string' ? { reqAction: fields.reqAction } : {}),
    ...(reqRole ? { reqRole } : {}),
  };
}

function narrowRole(fields: Fields): PluginManifest['roles'][number] {
  const permissions = isFields(fields.role) ? toList(fields.role.permissions) : [];
  const grants = Array.isArray(fields.grants) ? fields.grants : [];
  return {
    actions: permissions.map((permission) => toText(permission.action)),
    grants: grants.filter((grant) => typeof grant === 'string'),
  };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toList(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function toRole(value: unknown): Role | undefined {
  return ROLES.find((role) => role === value);
}
