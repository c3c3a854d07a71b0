import type { LogEntry } from '../evaluate/evaluate-logs.ts';
import { renderStreams } from '../answer/render-streams.ts';

/** An entry that a slow client did not get. */
export interface DroppedEntry {
  readonly labels: Readonly<Record<string, string>>;
  /** Nanoseconds since 1970. */
  readonly timestamp: string;
}

/** A message of a tail: entries in their order, each as a stream of its own, as Loki sends them. */
export function renderFrame(
  entries: readonly LogEntry[],
  categorized: boolean,
  dropped: readonly DroppedEntry[] = [],
): unknown {
  return {
    streams: entries.flatMap((entry) => renderStreams([entry], categorized)),
    ...(dropped.length === 0 ? {} : { dropped_entries: dropped }),
    ...(categorized ? { encodingFlags: ['categorize-labels'] } : {}),
  };
}

/** What is told of an entry that is left out. */
export function toDropped({ labels, timestampUnixNano }: LogEntry): DroppedEntry {
  return { labels, timestamp: String(timestampUnixNano) };
}
