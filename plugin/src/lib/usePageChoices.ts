import { ATTR_BOT_ID, ATTR_DEPLOYMENT_ENVIRONMENT_NAME } from '@botscope/conventions';
import type { LokiArea } from '@botscope/records';
import type { ConfiguredBot } from './settings.ts';
import { useQuery } from './useQuery.ts';
import { useRecordStore } from './useRecordStore.ts';
import { readSeenValues } from './seen-values.ts';
import { useServices } from './services.ts';

/** What the filters that stand on every page offer. */
export interface PageChoices {
  readonly environments: readonly { readonly value: string }[];
  readonly bots: readonly { readonly value: string; readonly name?: string }[];
  readonly isLoading: boolean;
  /** The choices could not be asked for; what is configured is offered all the same. */
  readonly error: unknown;
}

/** Environments and bots seen in an area during the last 30 days, and the bots of the app's configuration. */
export function usePageChoices(area: LokiArea): PageChoices {
  const store = useRecordStore();
  const { nowMillis, settings } = useServices();
  const { data, isLoading, error } = useQuery(area, async (signal) => {
    const ask = (attribute: string) => readSeenValues(store, { area, attribute, nowMillis: nowMillis(), signal });
    const [environments, bots] = await Promise.all([ask(ATTR_DEPLOYMENT_ENVIRONMENT_NAME), ask(ATTR_BOT_ID)]);
    return { environments, bots };
  });
  return {
    environments: (data?.environments ?? []).map((value) => ({ value })),
    bots: mergeBots(data?.bots ?? [], settings.bots),
    isLoading,
    error,
  };
}

/** Seen and configured bots, each once, with the configured name, ordered by what is shown. */
export function mergeBots(seen: readonly string[], configured: readonly ConfiguredBot[]): PageChoices['bots'] {
  const names = new Map<string, string | undefined>(seen.map((id) => [id, undefined]));
  for (const { id, name } of configured) names.set(id, name);
  return [...names]
    .map(([value, name]) => (name === undefined ? { value } : { value, name }))
    .sort((a, b) => (a.name ?? a.value).localeCompare(b.name ?? b.value));
}
