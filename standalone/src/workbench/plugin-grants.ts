import { ROLES, roleReaches, type Role } from '@botscope/conventions';
import type { PluginInclude, PluginManifest, PluginRoute } from './plugin-manifest.ts';

/** Actions that a basic role has by the plugin's own role definitions. Stronger roles have what weaker ones have. */
export function grantedActions(manifest: PluginManifest, role: Role): ReadonlySet<string> {
  const held = ROLES.filter((candidate) => roleReaches(role, candidate)) as readonly string[];
  const definitions = manifest.roles.filter(({ grants }) => grants.some((grant) => held.includes(grant)));
  return new Set(definitions.flatMap(({ actions }) => actions));
}

/** Why a role may not use a route, in words; undefined when it may. An action beats a role. */
export function findRefusal(manifest: PluginManifest, route: PluginRoute, role: Role): string | undefined {
  if (route.reqAction !== undefined) {
    return grantedActions(manifest, role).has(route.reqAction) ? undefined : `it needs ${route.reqAction}`;
  }
  return route.reqRole === undefined || roleReaches(role, route.reqRole)
    ? undefined
    : `it needs the role ${route.reqRole}`;
}

/** Whether a role may open a page. An action beats a role; neither means everybody. */
export function mayOpen(include: PluginInclude, role: Role, actions: ReadonlySet<string>): boolean {
  if (include.action !== undefined) return actions.has(include.action);
  return include.role === undefined || roleReaches(role, include.role);
}
