import { Button } from '@grafana/ui';
import { useRef, useState } from 'react';
import { ErrorPanel } from '../../components/ErrorPanel.tsx';
import { LoadingRows } from '../../components/LoadingRows.tsx';
import { PageFrame } from '../../components/PageFrame.tsx';
import { SavedViewsDrawer } from '../../components/SavedViewsDrawer.tsx';
import { TimeToolbar } from '../../components/TimeToolbar.tsx';
import { buildUrlState, parseUrlState } from '../../lib/url-state.ts';
import { useSavedViews } from '../../lib/useSavedViews.ts';
import { useUrlState, type UrlStateHandle } from '../../lib/useUrlState.ts';
import { getPage } from '../../page-table.ts';
import { AppliedFilters } from './components/AppliedFilters.tsx';
import { ConversationCount } from './components/ConversationCount.tsx';
import { ConversationFilterBar } from './components/ConversationFilterBar.tsx';
import { ConversationList } from './components/ConversationList.tsx';
import { FilterDrawer } from './components/FilterDrawer.tsx';
import { ListNotes } from './components/ListNotes.tsx';
import { NoConversations } from './components/NoConversations.tsx';
import { ErrorHistogram } from './components/ErrorHistogram.tsx';
import { isFiltered, NO_FILTERS } from './conversation-filters.ts';
import { CONVERSATIONS_SCHEMA, REFRESH_INTERVALS, type ConversationsState, type RefreshInterval } from './url-state.ts';
import { useConversations } from './useConversations.ts';

type Url = UrlStateHandle<ConversationsState>;
type List = ReturnType<typeof useConversations>;

/** Conversation logs: conversations of all bots, newest activity first. A default export, as `React.lazy` wants it. */
export default function ConversationsPage() {
  const url = useUrlState(CONVERSATIONS_SCHEMA);
  const { state, replace } = url;
  const list = useConversations(state);
  const [drawer, setDrawer] = useState<'filters' | 'views'>();
  const { rows, withheld, isLoading, isDone, error } = list;

  return (
    <PageFrame
      page={getPage('conversations')}
      actions={
        <>
          <Button variant="secondary" fill="text" icon="bookmark" onClick={() => setDrawer('views')}>
            Saved views
          </Button>
          <TimeToolbar
            bounds={state}
            onChange={replace}
            refresh={state.refresh}
            onRefreshChange={(refresh) => replace({ refresh: refresh as RefreshInterval })}
            onRefresh={() => void list.refresh()}
            intervals={REFRESH_INTERVALS}
            isLoading={isLoading}
          />
        </>
      }
    >
      <ConversationFilterBar
        filters={state}
        onChange={replace}
        onOpenFilters={() => setDrawer('filters')}
        end={<ConversationCount rows={rows} isDone={isDone} isLoading={isLoading} />}
      />
      <AppliedFilters filters={state} onChange={replace} />
      <ListNotes filters={state} withheld={withheld} />
      {error !== undefined && <ErrorPanel error={error} onRetry={list.retry} />}
      <ErrorHistogram url={url} />
      <Rows list={list} url={url} />
      {drawer !== undefined && <Drawers drawer={drawer} url={url} onClose={() => setDrawer(undefined)} />}
    </PageFrame>
  );
}

function Rows({ list, url: { state, replace } }: { readonly list: List; readonly url: Url }) {
  const { rows, isLoading, error, withheld } = list;
  const area = useRef<HTMLDivElement>(null);
  return (
    <div ref={area}>
      {isLoading && rows.length === 0 && <LoadingRows label="Loading conversations" />}
      {!isLoading && rows.length === 0 && error === undefined && (
        <NoConversations
          isFiltered={isFiltered(state)}
          hasWithheld={withheld !== undefined && withheld.count > 0}
          canWiden={state.flagged !== 'yes' && (state.from !== ALL_KEPT.from || state.to !== ALL_KEPT.to)}
          onWiden={() => replace(ALL_KEPT)}
          onClear={() => replace(NO_FILTERS)}
        />
      )}
      {rows.length > 0 && <ConversationList list={list} area={area} />}
    </div>
  );
}

const ALL_KEPT = { from: 'now-30d', to: 'now' };

interface DrawersProps {
  readonly drawer: 'filters' | 'views';
  readonly url: Url;
  readonly onClose: () => void;
}

function Drawers({ drawer, url: { state, push }, onClose }: DrawersProps) {
  const saved = useSavedViews('conversations');
  const go = (change: Partial<ConversationsState>) => {
    push(change);
    onClose();
  };
  if (drawer === 'filters') return <FilterDrawer state={state} onApply={go} onClose={onClose} />;
  return (
    <SavedViewsDrawer
      saved={saved}
      search={buildUrlState(CONVERSATIONS_SCHEMA, state)}
      onApply={({ search }) => go(parseUrlState(CONVERSATIONS_SCHEMA, search))}
      onClose={onClose}
    />
  );
}
