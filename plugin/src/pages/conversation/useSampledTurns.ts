import { toUnixMillis, type Conversation } from '@botscope/records';
import type { Backend } from '../../lib/backend.ts';
import { useNow } from '../../lib/useNow.ts';
import { useQuery } from '../../lib/useQuery.ts';
import { useServices } from '../../lib/services.ts';
import { buildTurnSearch, isTraceSettled, readFoundTraces } from './sampled-turns.ts';
import { toTraceState } from './trace-state.ts';

const AROUND_SECONDS = 60;
const MOST_FOUND = 1_000;
/** Search may miss stored traces, so each that it misses is asked for; so many at most. */
const MOST_ASKED = 20;

/**
 * How many turns of a conversation have no trace any more; 0 while that is not known.
 * @param isAsked false while its turns are still being read: each more would ask anew
 */
export function useSampledTurns(
  { key, turns, startUnixNano, lastActivityUnixNano }: Conversation,
  isAsked: boolean,
): number {
  const { backend } = useServices();
  const now = useNow();
  const ids = turns.filter((turn) => isTraceSettled(turn, now)).map(({ traceId = '' }) => traceId);
  const { data } = useQuery(ids.length === 0 || !isAsked ? undefined : ids.join(), async (signal) => {
    const query = {
      q: buildTurnSearch(key.uid),
      limit: String(MOST_FOUND),
      start: String(Math.floor(toUnixMillis(startUnixNano) / 1_000) - AROUND_SECONDS),
      end: String(Math.ceil(toUnixMillis(lastActivityUnixNano) / 1_000) + AROUND_SECONDS),
    };
    const found = readFoundTraces(await backend({ area: 'traces', method: 'GET', path: 'api/search', query, signal }));
    const missed = ids.filter((id) => !found.has(id)).slice(0, MOST_ASKED);
    const states = await Promise.all(missed.map((id) => askFor(backend, id, signal)));
    return states.filter((state) => state === 'absent').length;
  });
  return data ?? 0;
}

async function askFor(backend: Backend, traceId: string, signal: AbortSignal) {
  try {
    return toTraceState(
      await backend({ area: 'traces', method: 'GET', path: `api/v2/traces/${traceId}`, signal }),
      undefined,
    );
  } catch (error) {
    return toTraceState(undefined, error);
  }
}
