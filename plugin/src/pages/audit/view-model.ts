import { toUnixMillis, type AuditFilter, type AuditRecord, type BotRecord } from '@botscope/records';
import type { RowOrder } from '../../lib/paged-rows.ts';
import { checkRow, isComplete } from './filter-rows.ts';
import type { AuditState } from './url-state.ts';

/** An entry as it is shown. Texts are untrusted. */
export interface AuditRowView {
  readonly record: AuditRecord;
  readonly key: string;
  readonly id: string;
  /** Name, else e-mail, else id of who did it. */
  readonly user: string;
  /** `system` or `API key` where it was no person. */
  readonly actorNote?: string;
  readonly action: string;
  /** `card · Welcome`. */
  readonly entity: string;
  readonly entityId: string;
  readonly millis: number;
}

const NOTHING = '–';
const ACTOR_NOTES: Readonly<Record<string, string>> = { system: 'system', api_key: 'API key' };

/** Whether a record is an entry of the audit log. */
export function isAuditRecord(record: BotRecord): record is AuditRecord {
  return record.type === 'audit';
}

/** Newest first; the uid decides between equals. */
export const AUDIT_ORDER: RowOrder<AuditRecord> = {
  getKey: (record) => record.uid,
  compare: (a, b) => {
    if (a.timestampUnixNano !== b.timestampUnixNano) return a.timestampUnixNano > b.timestampUnixNano ? -1 : 1;
    return a.uid > b.uid ? -1 : 1;
  },
};

/** The filter that a state of the address means: rows that are complete and can be compared. */
export function toAuditFilter({ env, bot, filter }: Pick<AuditState, 'env' | 'bot' | 'filter'>): AuditFilter {
  return {
    ...(env === undefined ? {} : { environments: [env] }),
    ...(bot === undefined ? {} : { bots: [bot] }),
    rows: filter.filter((row) => isComplete(row) && checkRow(row) === undefined),
  };
}

/** An entry as it is shown. */
export function toAuditRow(record: AuditRecord): AuditRowView {
  const { actor, actorType, entityType, entityName } = record;
  const note = ACTOR_NOTES[actorType ?? ''];
  const user = actor?.name ?? actor?.email ?? actor?.id ?? note ?? NOTHING;
  return {
    record,
    key: record.uid,
    id: record.auditId ?? NOTHING,
    user,
    ...(note === undefined || note === user ? {} : { actorNote: note }),
    action: record.action ?? NOTHING,
    entity: [entityType, entityName].filter(Boolean).join(' · ') || NOTHING,
    entityId: record.entityId ?? NOTHING,
    millis: toUnixMillis(record.timestampUnixNano),
  };
}
