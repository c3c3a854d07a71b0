import { buildAuditQuery, buildRecordByUidQuery, createPager, toUnixNano, type AuditRecord } from '@botscope/records';
import { useMemo } from 'react';
import { toRecordRange } from '../../lib/record-range.ts';
import { openLater } from '../../lib/later-pager.ts';
import { useServices } from '../../lib/services.ts';
import { endsNow } from '../../lib/time-range.ts';
import { usePagedRows } from '../../lib/usePagedRows.ts';
import { usePolling } from '../../lib/usePolling.ts';
import { useQuery } from '../../lib/useQuery.ts';
import { useRecordStore } from '../../lib/useRecordStore.ts';
import type { AuditState } from './url-state.ts';
import { AUDIT_ORDER, isAuditRecord, toAuditFilter, toAuditRow } from './view-model.ts';

const PAGE_SIZE = 100;
const REFRESH_MILLIS = 5000;
const DAY_MILLIS = 86_400_000;
/** Audit entries are kept for five years. */
const KEPT_DAYS = 1830;

/** The entries of a state of the address, kept up to date. */
export function useAudit({ env, bot, filter, from, to }: AuditState) {
  const { nowMillis, timeZone } = useServices();
  const { client, contexts } = useRecordStore();
  const auditFilter = useMemo(() => toAuditFilter({ env, bot, filter }), [env, bot, filter]);
  const paged = usePagedRows<AuditRecord>(
    toKey(auditFilter, from, to),
    () => {
      const now = nowMillis();
      const pager = openLater(async () =>
        createPager({
          client,
          queries: [buildAuditQuery(auditFilter, toUnixNano(now), await contexts.of('audit'))],
          range: toRecordRange({ from, to }, now, timeZone),
          pageSize: PAGE_SIZE,
        }),
      );
      return {
        nextPage: async (signal) => {
          const { records, done } = await pager.nextPage(signal);
          return { rows: records.filter(isAuditRecord), done };
        },
      };
    },
    AUDIT_ORDER,
  );
  usePolling(paged.refresh, endsNow({ from, to }) ? REFRESH_MILLIS : 0);
  const rows = useMemo(() => paged.rows.map(toAuditRow), [paged.rows]);
  return { ...paged, rows };
}

function toKey(...parts: readonly unknown[]): string {
  return JSON.stringify(parts, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}

/** The entry of a uid, among the rows or asked for by itself over all that is kept. */
export function useSelectedEntry(uid: string | undefined, rows: readonly { readonly record: AuditRecord }[]) {
  const { nowMillis } = useServices();
  const { client, contexts } = useRecordStore();
  const listed = rows.find(({ record }) => record.uid === uid)?.record;
  const asked = useQuery(uid === undefined || listed ? undefined : uid, async (signal) => {
    const now = nowMillis();
    const range = {
      startUnixNano: toUnixNano(now - KEPT_DAYS * DAY_MILLIS),
      endUnixNano: toUnixNano(now + DAY_MILLIS),
    };
    const pager = createPager({
      client,
      queries: [buildRecordByUidQuery('audit', uid ?? '', await contexts.of('audit'))],
      range,
      pageSize: 1,
    });
    return (await pager.nextPage(signal)).records.find(isAuditRecord);
  });
  const record = listed ?? (asked.isStale ? undefined : asked.data);
  const view = useMemo(() => (record ? toAuditRow(record) : undefined), [record]);
  return { view, isLoading: !listed && asked.isLoading, error: listed ? undefined : asked.error, reload: asked.reload };
}
