import { useCallback, useMemo, useRef, useState, type RefObject } from 'react';
import { useNavigate } from 'react-router-dom';
import { DataList } from '../../../components/DataList.tsx';
import { ListFooter } from '../../../components/ListFooter.tsx';
import { useServices } from '../../../lib/services.ts';
import { useHotkeys } from '../../../lib/useHotkeys.ts';
import { useMediaQuery } from '../../../lib/useMediaQuery.ts';
import { useNow } from '../../../lib/useNow.ts';
import { useRemainingHeight } from '../../../lib/useRemainingHeight.ts';
import type { useConversations } from '../useConversations.ts';
import type { ConversationRowView } from '../view-model.ts';
import { createConversationColumns, type ListRoom } from './conversation-columns.tsx';

interface ConversationListProps {
  readonly list: ReturnType<typeof useConversations>;
  /** What the list stands in. */
  readonly area: RefObject<HTMLDivElement>;
}

const getKey = (view: ConversationRowView) => view.key;
const WIDE = '(min-width: 1800px)';
const MEDIUM = '(min-width: 1440px)';

/** The rows of the page. `f` flags the conversation under the cursor. */
export function ConversationList({ list, area }: ConversationListProps) {
  const { rows, flags, isLoadingMore, isDone } = list;
  const heightPixels = useRemainingHeight(area);
  const nowMillis = useNow();
  const room = useRoom();
  const { timeZone } = useServices();
  const navigate = useNavigate();
  const grid = useRef<HTMLDivElement>(null);
  const open = useCallback((view: ConversationRowView) => void navigate(view.path), [navigate]);
  const [openFlag, onOpenFlag] = useState<string>();
  const columns = useMemo(
    () => createConversationColumns({ flags, openFlag, onOpenFlag, nowMillis, timeZone, room }),
    [flags, openFlag, nowMillis, timeZone, room],
  );
  useHotkeys({ ArrowDown: () => grid.current?.focus() });
  return (
    <DataList
      label="Conversations"
      listRef={grid}
      columns={columns}
      rows={rows}
      getKey={getKey}
      onOpen={open}
      rowKeys={{ f: (view) => onOpenFlag(view.key) }}
      onEndReached={list.loadMore}
      heightPixels={heightPixels}
      footer={<ListFooter isLoadingMore={isLoadingMore} isDone={isDone} />}
    />
  );
}

function useRoom(): ListRoom {
  const isWide = useMediaQuery(WIDE);
  const isMedium = useMediaQuery(MEDIUM);
  if (isWide) return 'wide';
  return isMedium ? 'medium' : 'narrow';
}
