import { toUnixMillis, type BotRecord } from '@botscope/records';

/** Sees from records, in any order, when a conversation ended. */
export interface EndWatch {
  readonly see: (record: BotRecord) => void;
  /** Milliseconds since the epoch, perhaps in the future; undefined when no record was seen. */
  endMillis(): number | undefined;
}

const IDLE_MILLIS = 30 * 60_000;

/** A conversation ends by its `ended` record, unless something began after it, or by half an hour without a record. */
export function createEndWatch(): EndWatch {
  let endedNano: bigint | undefined;
  let newestBeginNano = 0n;
  let newestNano: bigint | undefined;
  return {
    see: (record) => {
      // A flag is set by people who look at the conversation, and prolongs it no more than looking does.
      if (record.type === 'flag') return;
      const { timestampUnixNano: nano, startUnixNano } = record;
      if (newestNano === undefined || nano > newestNano) newestNano = nano;
      const isEnd = record.type === 'conversation' && record.phase === 'ended';
      if (isEnd && (endedNano === undefined || nano > endedNano)) endedNano = nano;
      if (!isEnd && startUnixNano > newestBeginNano) newestBeginNano = startUnixNano;
    },
    endMillis() {
      if (endedNano !== undefined && newestBeginNano <= endedNano) return toUnixMillis(endedNano);
      return newestNano === undefined ? undefined : toUnixMillis(newestNano) + IDLE_MILLIS;
    },
  };
}
