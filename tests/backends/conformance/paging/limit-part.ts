import { isDeepStrictEqual } from 'node:util';
import type { EngineEntry } from '../engines/read-entries.ts';
import { readEntries } from '../engines/read-entries.ts';
import type { Engine } from '../engines/two-engines.ts';
import { EVERYTHING } from '../filters/all-records.ts';
import { CROWDED_BEFORE_NANOS, CROWDED_ENVIRONMENT } from '../corpus/edge-records.ts';
import { createTally, type Part } from '../run-parts.ts';
import type { PagingGround } from './paging-part.ts';

const SECOND = 1_000_000_000n;
const LIMITS = [1, 7, 100, 777, 5000];
const DIRECTIONS = ['backward', 'forward'] as const;

/** The entries that any answer with this limit has: those before the nanosecond that the limit cuts through. */
function takeCertain(entries: readonly EngineEntry[], lastUnixNano: bigint | undefined): readonly EngineEntry[] {
  return entries.filter(({ timestampUnixNano }) => timestampUnixNano !== lastUnixNano);
}

function compareLimited(
  loki: readonly EngineEntry[],
  ours: readonly EngineEntry[],
  direction: string,
): string | undefined {
  const last = (entries: readonly EngineEntry[]) => entries.at(direction === 'backward' ? -1 : 0)?.timestampUnixNano;
  if (loki.length !== ours.length) return `Loki gives ${loki.length} entries, standalone ${ours.length}`;
  if (last(loki) !== last(ours)) return `Loki ends at ${last(loki)}, standalone at ${last(ours)}`;
  const isSame = isDeepStrictEqual(takeCertain(loki, last(loki)), takeCertain(ours, last(ours)));
  return isSame ? undefined : 'they give other entries before the nanosecond that the limit cuts through';
}

/** The first and last so many entries, forwards and backwards. */
export function createLimitPart({ engines, nowUnixNano }: PagingGround): Part {
  const at = nowUnixNano - CROWDED_BEFORE_NANOS;
  const places = [
    { query: EVERYTHING, start: nowUnixNano - 60n * SECOND, end: nowUnixNano + 1n },
    { query: `{deployment_environment_name="${CROWDED_ENVIRONMENT}"}`, start: at - 60n * SECOND, end: at + 1n },
  ];
  const ask = async (engine: Engine, parameters: Record<string, string>) =>
    readEntries(await engine.ask({ tenant: 'bots', path: 'query_range', parameters }));
  return {
    name: 'limits, backwards and forwards',
    run: async () => {
      const tally = createTally();
      for (const { query, start, end } of places)
        for (const direction of DIRECTIONS)
          for (const limit of LIMITS) {
            const parameters = { query, direction, limit: String(limit), start: String(start), end: String(end) };
            const [theirs, ours] = await Promise.all([
              ask(engines.loki, parameters),
              ask(engines.standalone, parameters),
            ]);
            tally.check(`${query} ${direction}, ${limit}`, compareLimited(theirs, ours, direction));
          }
      return tally.count();
    },
  };
}
