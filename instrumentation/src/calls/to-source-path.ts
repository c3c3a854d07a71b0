import type { ActiveScope } from '../core/active-scope.ts';

/** Where in the bot the running code is, for people: `flow / step`. Undefined outside both. */
export function toSourcePath(scope: ActiveScope | undefined): string | undefined {
  const names = [scope?.flow?.name ?? scope?.flow?.id, scope?.step?.name ?? scope?.step?.id];
  return names.filter((name) => name !== undefined).join(' / ') || undefined;
}
