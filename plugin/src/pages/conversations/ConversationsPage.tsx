import { FilterPill } from '@grafana/ui';
import { useCallback, useMemo, useRef } from 'react';
import { useNavigate } from 'react-router-dom';
import { DataList } from '../../components/DataList.tsx';
import { ErrorPanel } from '../../components/ErrorPanel.tsx';
import { FilterBar } from '../../components/FilterBar.tsx';
import { ListFooter } from '../../components/ListFooter.tsx';
import { LoadingRows } from '../../components/LoadingRows.tsx';
import { PageFrame } from '../../components/PageFrame.tsx';
import { PlaceFilters } from '../../components/PlaceFilters.tsx';
import { SearchBox } from '../../components/SearchBox.tsx';
import { TimeToolbar } from '../../components/TimeToolbar.tsx';
import { useNow } from '../../lib/useNow.ts';
import { useRemainingHeight } from '../../lib/useRemainingHeight.ts';
import { useUrlState } from '../../lib/useUrlState.ts';
import { getPage } from '../../page-table.ts';
import { createConversationColumns } from './components/conversation-columns.tsx';
import { NoConversations } from './components/NoConversations.tsx';
import { CONVERSATIONS_SCHEMA, REFRESH_INTERVALS, type RefreshInterval } from './url-state.ts';
import { useConversations } from './useConversations.ts';
import type { ConversationRowView } from './view-model.ts';

const getKey = (view: ConversationRowView) => view.key;

/** Conversation logs: conversations of all bots, newest activity first. A default export, as `React.lazy` wants it. */
export default function ConversationsPage() {
  const { state, replace } = useUrlState(CONVERSATIONS_SCHEMA);
  const navigate = useNavigate();
  const list = useConversations(state);
  const { rows, flags, isLoading, isLoadingMore, isDone, error } = list;
  const area = useRef<HTMLDivElement>(null);
  const heightPixels = useRemainingHeight(area);
  const now = useNow();
  const columns = useMemo(() => createConversationColumns(flags, now), [flags, now]);
  const open = useCallback((view: ConversationRowView) => void navigate(view.path), [navigate]);
  const isFiltered = state.env !== undefined || state.bot !== undefined || state.q !== undefined || state.errors;

  return (
    <PageFrame
      page={getPage('conversations')}
      actions={
        <TimeToolbar
          bounds={state}
          onChange={replace}
          refresh={state.refresh}
          onRefreshChange={(refresh) => replace({ refresh: refresh as RefreshInterval })}
          onRefresh={() => void list.refresh()}
          intervals={REFRESH_INTERVALS}
          isLoading={isLoading}
        />
      }
    >
      <FilterBar end={<CountText count={rows.length} isDone={isDone} isLoading={isLoading} />}>
        <SearchBox value={state.q} onSearch={(q) => replace({ q })} placeholder="Search UID, user or text …" />
        <PlaceFilters area="records" place={state} onChange={replace} />
        <FilterPill label="✗ Errors" selected={state.errors} onClick={() => replace({ errors: !state.errors })} />
      </FilterBar>
      {error !== undefined && <ErrorPanel error={error} onRetry={list.retry} />}
      <div ref={area}>
        {isLoading && rows.length === 0 && <LoadingRows label="Loading conversations" />}
        {!isLoading && rows.length === 0 && error === undefined && <NoConversations isFiltered={isFiltered} />}
        {rows.length > 0 && (
          <DataList
            label="Conversations"
            columns={columns}
            rows={rows}
            getKey={getKey}
            onOpen={open}
            onEndReached={list.loadMore}
            heightPixels={heightPixels}
            footer={<ListFooter isLoadingMore={isLoadingMore} isDone={isDone} />}
          />
        )}
      </div>
    </PageFrame>
  );
}

function CountText(props: { readonly count: number; readonly isDone: boolean; readonly isLoading: boolean }) {
  const { count, isDone, isLoading } = props;
  if (isLoading && count === 0) return null;
  const counted = `${count.toLocaleString('en')}${isDone ? '' : '+'}`;
  return (
    <span role="status" aria-live="polite">
      {counted} {count === 1 && isDone ? 'conversation' : 'conversations'}
    </span>
  );
}
