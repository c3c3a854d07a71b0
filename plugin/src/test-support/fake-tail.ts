import type { TailListener, TailOpener, TailRequest } from '../lib/tail.ts';
import type { StoredRecord } from './fake-loki.ts';

/** Where no WebSocket passes. */
export const refuseTails: TailOpener = (_request, { onEnd }) => {
  const timer = setTimeout(onEnd);
  return () => clearTimeout(timer);
};

/** A tail that a page has opened. */
export interface OpenedTail {
  readonly request: TailRequest;
  readonly listener: TailListener;
  isClosed: boolean;
}

/** Tails that a test opens, feeds and breaks by hand. */
export function createFakeTail() {
  const opened: OpenedTail[] = [];
  const openTail: TailOpener = (request, listener) => {
    const tail: OpenedTail = { request, listener, isClosed: false };
    opened.push(tail);
    return () => (tail.isClosed = true);
  };
  return { openTail, opened };
}

/** A message with these records, as a tail sends them: all attributes as labels. */
export function toTailMessage(records: readonly StoredRecord[]): string {
  return JSON.stringify({
    streams: records.map(({ timestampUnixNano, labels, metadata, line }) => ({
      stream: { ...metadata, ...labels },
      values: [[String(timestampUnixNano), line]],
    })),
  });
}
