import { readTurnValues, type SeenFlow } from '@botscope/records';
import type { Choice } from '../../components/ChoiceSelect.tsx';
import { toRecordRange } from '../../lib/record-range.ts';
import { useServices } from '../../lib/services.ts';
import { useQuery } from '../../lib/useQuery.ts';
import { useRecordStore } from '../../lib/useRecordStore.ts';
import type { ConversationsState } from './url-state.ts';

/** Channels and flows that ran in the list's range, in its environments and bots. */
export function useTurnChoices({ env, bot, from, to }: Pick<ConversationsState, 'env' | 'bot' | 'from' | 'to'>) {
  const { nowMillis, timeZone } = useServices();
  const { client, contexts } = useRecordStore();
  const { data, isLoading, error } = useQuery(JSON.stringify([env, bot, from, to]), async (signal) => {
    const range = toRecordRange({ from, to }, nowMillis(), timeZone);
    const context = await contexts.of('records');
    return readTurnValues({ client, filter: { environments: env, bots: bot }, range, context, signal });
  });
  return {
    channels: (data?.channels ?? []).map((value): Choice => ({ value })),
    flows: toFlowChoices(data?.flows ?? []),
    isLoading,
    error,
  };
}

/** Flows to choose, by name where they have one: a name stays when a flow is built again. */
export function toFlowChoices(flows: readonly SeenFlow[]): readonly Choice[] {
  const values = new Set(flows.map(({ id, name }) => name ?? id ?? ''));
  return [...values].sort((a, b) => a.localeCompare(b)).map((value) => ({ value }));
}
