import type { BotRecord } from '../record/bot-record.ts';

/** Where a page ended; a pager made with it goes on there. */
export interface PageCursor {
  /** One nanosecond after the last record shown. */
  readonly endUnixNano: bigint;
  /** Uids already shown at the last record's nanosecond. */
  readonly seen: readonly string[];
}

/** The cursor after showing more records, newest first. */
export function advanceCursor(cursor: PageCursor | undefined, shown: readonly BotRecord[]): PageCursor | undefined {
  const last = shown.at(-1);
  if (last === undefined) return cursor;
  const endUnixNano = last.timestampUnixNano + 1n;
  const seen = shown.filter((record) => record.timestampUnixNano === last.timestampUnixNano).map(({ uid }) => uid);
  const before = cursor?.endUnixNano === endUnixNano ? cursor.seen : [];
  return { endUnixNano, seen: [...before, ...seen] };
}
