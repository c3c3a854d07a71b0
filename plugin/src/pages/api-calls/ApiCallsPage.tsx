import { LinkButton, LoadingPlaceholder, RadioButtonGroup, Text } from '@grafana/ui';
import { useCallback, useMemo, useRef } from 'react';
import { DataList } from '../../components/DataList.tsx';
import { EmptyPanel } from '../../components/EmptyPanel.tsx';
import { ErrorPanel } from '../../components/ErrorPanel.tsx';
import { FilterBar } from '../../components/FilterBar.tsx';
import { ListFooter } from '../../components/ListFooter.tsx';
import { LoadingRows } from '../../components/LoadingRows.tsx';
import { MasterDetail } from '../../components/MasterDetail.tsx';
import { PageFrame } from '../../components/PageFrame.tsx';
import { PlaceFilters } from '../../components/PlaceFilters.tsx';
import { SafeText } from '../../components/SafeText.tsx';
import { SearchBox } from '../../components/SearchBox.tsx';
import { TimeToolbar } from '../../components/TimeToolbar.tsx';
import { useServices } from '../../lib/services.ts';
import { useRemainingHeight } from '../../lib/useRemainingHeight.ts';
import { useUrlState, type UrlStateHandle } from '../../lib/useUrlState.ts';
import { getPage } from '../../page-table.ts';
import { createCallColumns } from './components/call-columns.tsx';
import { CallDetail } from './components/CallDetail.tsx';
import { NoCalls } from './components/NoCalls.tsx';
import { API_CALLS_SCHEMA, REFRESH_INTERVALS, type ApiCallsState, type ListRefresh } from './url-state.ts';
import { useApiCalls, useSelectedCall } from './useApiCalls.ts';
import type { CallRowView } from './view-model.ts';

const getKey = (view: CallRowView) => view.key;

const STATUS_OPTIONS = [
  { label: 'All', value: 'all' as const },
  { label: '✓ Success', value: 'success' as const },
  { label: '✗ Error', value: 'error' as const },
];

/** API logs: every call of all bots, newest first, with the selected one in full. A default export, as `React.lazy` wants it. */
export default function ApiCallsPage() {
  const { nowMillis, settings } = useServices();
  const url = useUrlState(API_CALLS_SCHEMA);
  const { state, replace } = url;
  const list = useApiCalls(state);
  const selected = useSelectedCall(state.selected, list.rows);
  const area = useRef<HTMLDivElement>(null);
  const heightPixels = useRemainingHeight(area);
  const close = useCallback(() => replace({ selected: undefined }), [replace]);

  return (
    <PageFrame
      page={getPage('apiCalls')}
      actions={
        <>
          <TimeToolbar
            bounds={state}
            onChange={replace}
            refresh={state.refresh === 'off' ? '' : state.refresh}
            onRefreshChange={(refresh) => replace({ refresh: refresh === '' ? 'off' : (refresh as ListRefresh) })}
            onRefresh={() => void list.refresh()}
            intervals={REFRESH_INTERVALS}
            isLoading={list.isLoading}
          />
          {settings.helpUrl !== undefined && (
            <LinkButton
              variant="secondary"
              fill="text"
              icon="question-circle"
              href={settings.helpUrl}
              target="_blank"
              rel="noopener noreferrer"
            >
              Help
            </LinkButton>
          )}
        </>
      }
    >
      <CallFilters
        url={url}
        end={<Limits count={list.rows.length} isDone={list.isDone} isLimited={list.isLimited} />}
      />
      {list.error !== undefined && <ErrorPanel error={list.error} onRetry={list.retry} />}
      <div ref={area}>
        <MasterDetail
          master={
            <CallList list={list} url={url} heightPixels={heightPixels} nowMillis={nowMillis()} onClose={close} />
          }
          detail={state.selected !== undefined && <SelectedCall selected={selected} url={url} />}
          detailTitle={<SafeText text={selected.view ? `${selected.view.type} ${selected.view.target}` : 'API call'} />}
          detailLabel="API call"
          onClose={close}
          heightPixels={heightPixels}
        />
      </div>
    </PageFrame>
  );
}

type Url = UrlStateHandle<ApiCallsState>;

function CallFilters({ url: { state, replace }, end }: { readonly url: Url; readonly end: React.ReactNode }) {
  return (
    <FilterBar end={end}>
      <SearchBox value={state.q} onSearch={(q) => replace({ q })} placeholder="Search URL, body or id …" />
      <RadioButtonGroup
        aria-label="Response status"
        options={STATUS_OPTIONS}
        value={state.status}
        onChange={(status) => replace({ status })}
      />
      <PlaceFilters area="api-calls" place={state} onChange={replace} />
    </FilterBar>
  );
}

interface CallListProps {
  readonly list: ReturnType<typeof useApiCalls>;
  readonly url: Url;
  readonly heightPixels: number;
  readonly nowMillis: number;
  readonly onClose: () => void;
}

function CallList({ list, url: { state, push, replace }, heightPixels, nowMillis, onClose }: CallListProps) {
  const { rows, isLoading, isLoadingMore, isDone, error } = list;
  const isOpen = state.selected !== undefined;
  const columns = useMemo(() => createCallColumns(nowMillis, isOpen), [nowMillis, isOpen]);
  if (isLoading && rows.length === 0) return <LoadingRows label="Loading API calls" />;
  if (rows.length === 0) {
    const isFiltered =
      state.env !== undefined || state.bot !== undefined || state.q !== undefined || state.status !== 'all';
    return error === undefined ? <NoCalls isFiltered={isFiltered} /> : null;
  }
  return (
    <DataList
      label="API calls"
      columns={columns}
      rows={rows}
      getKey={getKey}
      selectedKey={state.selected}
      onOpen={(view) => push({ selected: view.key })}
      // Moving the cursor leafs through the detail once it is open.
      onMove={(view) => isOpen && replace({ selected: view.key })}
      onClose={onClose}
      onEndReached={list.loadMore}
      heightPixels={heightPixels}
      footer={<ListFooter isLoadingMore={isLoadingMore} isDone={isDone} />}
    />
  );
}

function SelectedCall({
  selected,
  url: { state, replace },
}: {
  readonly selected: ReturnType<typeof useSelectedCall>;
  readonly url: Url;
}) {
  if (selected.view) return <CallDetail view={selected.view} tab={state.tab} onTabChange={(tab) => replace({ tab })} />;
  if (selected.error !== undefined) return <ErrorPanel error={selected.error} onRetry={() => void selected.reload()} />;
  if (selected.isLoading) return <LoadingPlaceholder text="Loading the call …" />;
  return (
    <EmptyPanel title="This call is not here">
      It is not kept any more (successful calls for 7 days, errors for 30), or the link is damaged. The list shows what
      there is.
    </EmptyPanel>
  );
}

function Limits({
  count,
  isDone,
  isLimited,
}: {
  readonly count: number;
  readonly isDone: boolean;
  readonly isLimited: boolean;
}) {
  return (
    <>
      <span role="status" aria-live="polite">
        {count.toLocaleString('en')}
        {isDone ? '' : '+'} {count === 1 && isDone ? 'call' : 'calls'}
      </span>
      <Text color="secondary" variant="bodySmall">
        {isLimited ? 'Shown from 30 days ago: older calls are not kept. ' : ''}Kept: successful 7 days, errors 30 days
      </Text>
    </>
  );
}
