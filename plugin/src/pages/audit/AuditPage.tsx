import { LoadingPlaceholder } from '@grafana/ui';
import { useCallback, useMemo, useRef } from 'react';
import { DataList } from '../../components/DataList.tsx';
import { EmptyPanel } from '../../components/EmptyPanel.tsx';
import { ErrorPanel } from '../../components/ErrorPanel.tsx';
import { HealthHints } from '../../components/HealthHints.tsx';
import { FilterBar } from '../../components/FilterBar.tsx';
import { ListFooter } from '../../components/ListFooter.tsx';
import { LoadingRows } from '../../components/LoadingRows.tsx';
import { MasterDetail } from '../../components/MasterDetail.tsx';
import { PageFrame } from '../../components/PageFrame.tsx';
import { PlaceFilters } from '../../components/PlaceFilters.tsx';
import { SafeText } from '../../components/SafeText.tsx';
import { TimeToolbar } from '../../components/TimeToolbar.tsx';
import { useServices } from '../../lib/services.ts';
import { useRemainingHeight } from '../../lib/useRemainingHeight.ts';
import { useUrlState, type UrlStateHandle } from '../../lib/useUrlState.ts';
import { getPage } from '../../page-table.ts';
import { createAuditColumns } from './components/audit-columns.tsx';
import { AuditFilters } from './components/AuditFilters.tsx';
import { EntryDetail } from './components/EntryDetail.tsx';
import type { SeenValues } from './components/RowValue.tsx';
import { AUDIT_SCHEMA, type AuditState } from './url-state.ts';
import { useAudit, useSelectedEntry } from './useAudit.ts';
import type { AuditRowView } from './view-model.ts';

const getKey = (view: AuditRowView) => view.key;

/** Audit logs: every change on the platform, newest first. A default export, as `React.lazy` wants it. */
export default function AuditPage() {
  const url = useUrlState(AUDIT_SCHEMA);
  const { state, replace } = url;
  const list = useAudit(state);
  const selected = useSelectedEntry(state.entry, list.rows);
  const area = useRef<HTMLDivElement>(null);
  const heightPixels = useRemainingHeight(area);
  const close = useCallback(() => replace({ entry: undefined }), [replace]);
  const seen = useMemo(() => toSeenValues(list.rows), [list.rows]);

  return (
    <PageFrame
      page={getPage('audit')}
      actions={
        <TimeToolbar
          bounds={state}
          onChange={replace}
          refresh=""
          onRefreshChange={() => undefined}
          onRefresh={() => void list.refresh()}
          intervals={[]}
          isLoading={list.isLoading}
        />
      }
    >
      <FilterBar end={<Count list={list} />}>
        <PlaceFilters area="audit" place={state} onChange={replace} />
      </FilterBar>
      <AuditFilters rows={state.filter} seen={seen} onChange={(filter) => replace({ filter })} />
      {list.error !== undefined && <ErrorPanel error={list.error} onRetry={list.retry} />}
      <div ref={area}>
        <MasterDetail
          master={<EntryList list={list} url={url} heightPixels={heightPixels} onClose={close} />}
          detail={state.entry !== undefined && <SelectedEntry selected={selected} />}
          detailTitle={<SafeText text={selected.view?.entity ?? 'Audit entry'} />}
          detailLabel="Audit entry"
          onClose={close}
          heightPixels={heightPixels}
        />
      </div>
    </PageFrame>
  );
}

type List = ReturnType<typeof useAudit>;

interface EntryListProps {
  readonly list: List;
  readonly url: UrlStateHandle<AuditState>;
  readonly heightPixels: number;
  readonly onClose: () => void;
}

function EntryList({ list, url: { state, push, replace }, heightPixels, onClose }: EntryListProps) {
  const { timeZone } = useServices();
  const { rows, isLoading, isLoadingMore, isDone, error } = list;
  const pin = useCallback((view: AuditRowView) => push({ entry: view.key }), [push]);
  const columns = useMemo(() => createAuditColumns(timeZone, state.entry, pin), [timeZone, state.entry, pin]);
  if (isLoading && rows.length === 0) return <LoadingRows label="Loading audit entries" />;
  if (rows.length === 0)
    return error === undefined ? (
      <NoEntries isFiltered={state.filter.length > 0 || state.env !== undefined || state.bot !== undefined} />
    ) : null;
  return (
    <DataList
      label="Audit entries"
      columns={columns}
      rows={rows}
      getKey={getKey}
      selectedKey={state.entry}
      onOpen={pin}
      onMove={(view) => state.entry !== undefined && replace({ entry: view.key })}
      onClose={onClose}
      onEndReached={list.loadMore}
      heightPixels={heightPixels}
      footer={<ListFooter isLoadingMore={isLoadingMore} isDone={isDone} />}
    />
  );
}

function SelectedEntry({ selected }: { readonly selected: ReturnType<typeof useSelectedEntry> }) {
  if (selected.view) return <EntryDetail view={selected.view} />;
  if (selected.error !== undefined) return <ErrorPanel error={selected.error} onRetry={() => void selected.reload()} />;
  if (selected.isLoading) return <LoadingPlaceholder text="Loading the entry …" />;
  return (
    <EmptyPanel title="This entry is not here">
      Audit entries are kept for five years. The link may be damaged; the list shows what there is.
    </EmptyPanel>
  );
}

function Count({ list: { rows, isDone } }: { readonly list: List }) {
  return (
    <span role="status" aria-live="polite">
      {rows.length.toLocaleString('en')}
      {isDone ? '' : '+'} {rows.length === 1 && isDone ? 'entry' : 'entries'}
    </span>
  );
}

function NoEntries({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered)
    return (
      <EmptyPanel title="No entry matches">
        No entry of this time range matches the filters. Choose a longer range or remove a filter.
      </EmptyPanel>
    );
  return (
    <EmptyPanel
      title="Changes appear here"
      line="await telemetry.audit.record({ actor, action: 'UPDATED', entity: { type: 'card', id: '41', name: 'Welcome' }, before, after });"
      action={<HealthHints />}
    >
      Every change that somebody makes on the platform is listed here with the values before and after it. None was
      recorded in this time range. To record one:
    </EmptyPanel>
  );
}

function toSeenValues(rows: readonly AuditRowView[]): SeenValues {
  const distinct = (values: readonly string[]) => [...new Set(values)].filter((value) => value !== '–').sort();
  return {
    users: distinct(rows.map((row) => row.user)),
    actions: distinct(rows.map((row) => row.action)),
    entities: distinct(
      rows.flatMap(({ record }) => [record.entityName ?? '', record.entityType ?? '']).filter(Boolean),
    ),
  };
}
