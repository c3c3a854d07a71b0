import {
  buildApiCallQueries,
  buildAuditQuery,
  collectRecords,
  rankChanges,
  toFailurePoint,
  toUnixMillis,
  type ChangeBefore,
  type Step,
  type Turn,
} from '@botscope/records';
import { useMemo } from 'react';
import { useMay, useServices } from '../../lib/services.ts';
import { useQuery } from '../../lib/useQuery.ts';
import { useRecordStore } from '../../lib/useRecordStore.ts';

const NANOS_PER_HOUR = 3_600_000_000_000n;
const MOST_CHANGES = 500;
const MOST_CALLS = 200;

/** What was changed before an error, as its section knows it. */
export interface ChangesBefore {
  /** False: the person may not read the audit log. */
  readonly mayRead: boolean;
  readonly windowHours: number;
  readonly errorMillis: number;
  /** The nearest first; absent while they are read. */
  readonly changes: readonly ChangeBefore[] | undefined;
  readonly error: unknown;
  readonly reload: () => Promise<void>;
}

/** Reads the changes of a bot before one of its turns failed, in a step where one is known to have failed. */
export function useChangesBefore(turn: Turn, step: Step | undefined): ChangesBefore {
  const { changeWindowHours: windowHours } = useServices().settings;
  const { client, contexts } = useRecordStore();
  const mayRead = useMay('audit:read');
  const mayReadCalls = useMay('api-calls:read');
  const failedAt = toFailurePoint(turn, step, []).timeUnixNano;
  const bot = findBot(turn);
  const readCalls = async (signal: AbortSignal) => {
    if (!mayReadCalls) return [];
    const queries = buildApiCallQueries({ turnId: turn.id }, await contexts.of('api-calls'));
    const range = {
      startUnixNano: turn.startUnixNano - NANOS_PER_HOUR,
      endUnixNano: turn.lastUnixNano + NANOS_PER_HOUR,
    };
    const { records } = await collectRecords({ client, queries, range, maxRecords: MOST_CALLS, signal });
    return records.filter((record) => record.type === 'api-call');
  };
  const key = mayRead ? JSON.stringify([bot, turn.id, step?.key, String(failedAt), windowHours]) : undefined;
  const { data, error, isStale, reload } = useQuery(key, async (signal) => {
    const filter = { ...(bot === undefined ? {} : { bots: [bot] }), rows: [] };
    const queries = [buildAuditQuery(filter, failedAt, await contexts.of('audit'))];
    const range = { startUnixNano: failedAt - BigInt(Math.round(windowHours)) * NANOS_PER_HOUR, endUnixNano: failedAt };
    const [{ records }, calls] = await Promise.all([
      collectRecords({ client, queries, range, maxRecords: MOST_CHANGES, signal }),
      // They only help to tell what is near.
      readCalls(signal).catch(() => []),
    ]);
    return { records, calls };
  });
  const known = isStale ? undefined : data;
  const changes = useMemo(
    () => known && rankChanges(known.records, toFailurePoint(turn, step, known.calls)),
    [known, turn, step],
  );
  return { mayRead, windowHours, errorMillis: toUnixMillis(failedAt), changes, error, reload };
}

function findBot({ completed, steps, messages, receivedEvents }: Turn): string | undefined {
  const records = [completed, ...steps.map((step) => step.completed ?? step.started), ...messages, ...receivedEvents];
  return records.find((record) => record?.botId !== undefined)?.botId;
}
