/** Action that lets a person open Explore. */
export const ACTION_EXPLORE = 'datasources:explore';

/** A trace and the time around it. */
export interface TraceTarget {
  /** 32 hex digits. */
  readonly traceId: string;
  /** 16 hex digits of the span that is opened in it. */
  readonly spanId?: string;
  /** Uid of a Tempo data source. */
  readonly sourceUid: string;
  /** Milliseconds since the epoch. */
  readonly fromMillis: number;
  readonly toMillis: number;
}

/** Path of a trace in Explore, with absolute time so that the link still leads there next week. */
export function buildTracePath({ traceId, spanId, sourceUid, fromMillis, toMillis }: TraceTarget): string {
  const datasource = { type: 'tempo', uid: sourceUid };
  const panes = {
    trace: {
      datasource: sourceUid,
      queries: [{ refId: 'A', datasource, queryType: 'traceql', query: traceId }],
      range: { from: String(fromMillis), to: String(toMillis) },
      ...(spanId === undefined ? {} : { panelsState: { trace: { spanId } } }),
    },
  };
  return `/explore?${new URLSearchParams({ schemaVersion: '1', panes: JSON.stringify(panes) }).toString()}`;
}
