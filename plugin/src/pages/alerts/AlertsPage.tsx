import { Alert, Button } from '@grafana/ui';
import { useCallback, useMemo, useRef } from 'react';
import { DataList } from '../../components/DataList.tsx';
import { EmptyPanel } from '../../components/EmptyPanel.tsx';
import { ErrorPanel } from '../../components/ErrorPanel.tsx';
import { ListFooter } from '../../components/ListFooter.tsx';
import { LoadingRows } from '../../components/LoadingRows.tsx';
import { MasterDetail } from '../../components/MasterDetail.tsx';
import { PageFrame } from '../../components/PageFrame.tsx';
import { SafeText } from '../../components/SafeText.tsx';
import { useMay, useServices } from '../../lib/services.ts';
import { useRemainingHeight } from '../../lib/useRemainingHeight.ts';
import { useUrlState } from '../../lib/useUrlState.ts';
import { getPage } from '../../page-table.ts';
import { createAlertColumns } from './components/alert-columns.tsx';
import { AlertDetail } from './components/AlertDetail.tsx';
import { ALERTS_SCHEMA } from './url-state.ts';
import { useAlertActions } from './useAlertActions.ts';
import { useAlerts } from './useAlerts.ts';
import type { AlertRowView } from './view-model.ts';

const getKey = (view: AlertRowView) => view.key;

/** The alert ledger: one row per window and bot, newest first. A default export, as `React.lazy` wants it. */
export default function AlertsPage() {
  const { nowMillis } = useServices();
  const { state, push, replace } = useUrlState(ALERTS_SCHEMA);
  const ledger = useAlerts();
  const { rows, isLoading, error } = ledger;
  const actions = useAlertActions(ledger.refresh);
  const maySend = useMay('settings:write');
  const area = useRef<HTMLDivElement>(null);
  const heightPixels = useRemainingHeight(area);
  const now = nowMillis();
  const columns = useMemo(() => createAlertColumns(now), [now]);
  const close = useCallback(() => replace({ selected: undefined }), [replace]);
  const selected = rows.find((view) => view.key === state.selected);

  return (
    <PageFrame
      page={getPage('alerts')}
      actions={
        maySend && (
          <Button
            variant="secondary"
            icon="envelope"
            disabled={actions.isBusy}
            onClick={() => void actions.sendTestMail()}
          >
            Send test mail
          </Button>
        )
      }
    >
      {actions.message !== undefined && <Alert severity="success" title={actions.message} />}
      {actions.error !== undefined && <ErrorPanel error={actions.error} />}
      {error !== undefined && <ErrorPanel error={error} onRetry={ledger.retry} />}
      <div ref={area}>
        {isLoading && rows.length === 0 && <LoadingRows label="Loading alerts" />}
        {!isLoading && rows.length === 0 && error === undefined && <NoAlerts />}
        {rows.length > 0 && (
          <MasterDetail
            master={
              <DataList
                label="Alerts"
                columns={columns}
                rows={rows}
                getKey={getKey}
                selectedKey={state.selected}
                onOpen={(view) => push({ selected: view.key })}
                onMove={(view) => state.selected !== undefined && replace({ selected: view.key })}
                onClose={close}
                onEndReached={ledger.loadMore}
                heightPixels={heightPixels}
                footer={<ListFooter isLoadingMore={ledger.isLoadingMore} isDone={ledger.isDone} />}
              />
            }
            detail={selected && <AlertDetail view={selected} actions={actions} />}
            detailTitle={<SafeText text={selected?.bot ?? 'Alert'} />}
            detailLabel="Alert"
            onClose={close}
            heightPixels={heightPixels}
          />
        )}
      </div>
    </PageFrame>
  );
}

function NoAlerts() {
  return (
    <EmptyPanel title="Alerts appear here">
      The first error of each bot sends a mail; the errors of the next 24 hours are counted here instead. No bot has had
      an error so far.
    </EmptyPanel>
  );
}
