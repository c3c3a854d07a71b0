import { ATTR_CONVERSATION_ID, ATTR_OPERATION } from '@botscope/conventions';
import { toUnixMillis, type Turn } from '@botscope/records';

/** The Collector decides half a minute after a turn whether its trace is kept. */
const SETTLED_MILLIS = 60_000;

/** Whether it is decided if the trace of a turn is kept. */
export function isTraceSettled({ traceId, completed, lastUnixNano }: Turn, nowMillis: number): boolean {
  return traceId !== undefined && completed !== undefined && nowMillis - toUnixMillis(lastUnixNano) > SETTLED_MILLIS;
}

/** Trace ids of an answer of Tempo's search; it leaves out leading zeros, so they are put back. */
export function readFoundTraces(answer: unknown): ReadonlySet<string> {
  const { traces } = (answer ?? {}) as { traces?: unknown };
  if (!Array.isArray(traces)) return new Set();
  const ids = traces.map((trace: unknown) => (trace as { traceID?: unknown } | null)?.traceID);
  return new Set(ids.filter((id) => typeof id === 'string').map((id) => id.padStart(32, '0')));
}

/** TraceQL that finds the turns of a conversation. */
export function buildTurnSearch(uid: string): string {
  return `{ span.${ATTR_CONVERSATION_ID} = ${JSON.stringify(uid)} && span.${ATTR_OPERATION} = "turn" }`;
}
