import { RETENTION_PINNED, retentionDays, toRetentionClass, type RetentionClass } from '@botscope/conventions';
import type { BotRecord } from '../record/bot-record.ts';
import { toUnixMillis } from '../time-range.ts';

const MILLIS_PER_DAY = 86_400_000;

/** Until when a record is kept. */
export interface KeptUntil {
  readonly retentionClass: RetentionClass;
  readonly days: number;
  readonly untilUnixMillis: number;
}

/** Until when the store keeps a record, by its retention class. */
export function keptUntil(record: Pick<BotRecord, 'kind' | 'outcome' | 'pinned' | 'timestampUnixNano'>): KeptUntil {
  const retention = record.pinned ? RETENTION_PINNED : undefined;
  const retentionClass = toRetentionClass(record.kind, record.outcome ?? '', retention);
  const days = retentionDays(retentionClass);
  return {
    retentionClass,
    days,
    untilUnixMillis: toUnixMillis(record.timestampUnixNano) + days * MILLIS_PER_DAY,
  };
}
