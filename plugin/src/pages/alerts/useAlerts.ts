import type { AlertLedgerRow } from '@botscope/conventions';
import { useMemo } from 'react';
import type { RowPager } from '../../lib/paged-rows.ts';
import type { SidecarClient } from '../../lib/sidecar-client.ts';
import { usePagedRows } from '../../lib/usePagedRows.ts';
import { usePolling } from '../../lib/usePolling.ts';
import { useSidecar } from '../../lib/useSidecar.ts';
import { ALERT_ORDER, toAlertRow } from './view-model.ts';

const PAGE_SIZE = 100;
const REFRESH_MILLIS = 5000;

/** The ledger, kept up to date. */
export function useAlerts() {
  const sidecar = useSidecar();
  const paged = usePagedRows<AlertLedgerRow>('ledger', () => createLedgerPager(sidecar), ALERT_ORDER);
  usePolling(paged.refresh, REFRESH_MILLIS);
  const rows = useMemo(() => paged.rows.map(toAlertRow), [paged.rows]);
  return { ...paged, rows };
}

function createLedgerPager(sidecar: SidecarClient): RowPager<AlertLedgerRow> {
  let before: string | undefined;
  return {
    nextPage: async (signal) => {
      const rows = await sidecar.listAlerts({ limit: PAGE_SIZE, ...(before === undefined ? {} : { before }) }, signal);
      before = rows.at(-1)?.id ?? before;
      return { rows, done: rows.length < PAGE_SIZE };
    },
  };
}
