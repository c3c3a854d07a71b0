import { LokiAnswerError } from '../loki/loki-answer-error.ts';
import { narrowTailFrame } from '../loki/narrow-answer.ts';
import type { BotRecord } from '../record/bot-record.ts';
import { parseRecord } from '../record/parse-record.ts';

/** What a message of a tail brings. */
export interface TailRecords {
  readonly records: readonly BotRecord[];
  /** Entries that were left out because the reader is too slow: read them by a query. */
  readonly droppedCount: number;
}

/** Records of a message of Loki's `tail`. Throws {@link LokiAnswerError} for a text that is none. */
export function parseTailFrame(text: string): TailRecords {
  const { entries, droppedCount } = narrowTailFrame(parseJson(text));
  return { records: entries.map(parseRecord), droppedCount };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new LokiAnswerError('the message', 'JSON');
  }
}
