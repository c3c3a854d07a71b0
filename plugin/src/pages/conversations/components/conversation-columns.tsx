import { PageLink } from '../../../components/PageLink.tsx';
import { FlagControl } from '../../../components/FlagControl.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { StatusSign } from '../../../components/StatusSign.tsx';
import { TimeText } from '../../../components/TimeText.tsx';
import type { DataColumn } from '../../../components/data-column.ts';
import type { Flags } from '../../../lib/useFlags.ts';
import type { ConversationRowView } from '../view-model.ts';

/** Columns of the conversation list. */
export function createConversationColumns(
  flags: Pick<Flags, 'find' | 'mayChange' | 'set' | 'remove'>,
  nowMillis: number,
): readonly DataColumn<ConversationRowView>[] {
  return [
    {
      id: 'state',
      header: 'State',
      track: '10ch',
      render: (view) => <StatusSign status={view.status} {...(view.statusWord ? { word: view.statusWord } : {})} />,
    },
    {
      id: 'lastActivity',
      header: 'Last activity',
      track: '27ch',
      render: (view, { isActive }) => (
        <PageLink to={view.path} tabIndex={isActive ? 0 : -1} onClick={(event) => event.stopPropagation()}>
          <TimeText millis={view.lastActivityMillis} agoFromMillis={nowMillis} />
        </PageLink>
      ),
    },
    text('bot', 'Bot', 'minmax(8ch, 1fr)', (view) => view.bot),
    text('environment', 'Environment', 'minmax(8ch, 0.8fr)', (view) => view.environment),
    text('channel', 'Channel', 'minmax(6ch, 0.6fr)', (view) => view.channel),
    text('user', 'User', 'minmax(8ch, 1fr)', (view) => view.user),
    text('flow', 'Flow', 'minmax(8ch, 1.2fr)', (view) => view.flow),
    { id: 'turns', header: 'Turns', track: '6ch', align: 'end', render: (view) => view.turnCount },
    text('failedCalls', 'Failed calls', 'minmax(13ch, 0.8fr)', (view) => view.failedCalls),
    text('lastMessage', 'Last message', 'minmax(12ch, 2fr)', (view) => view.lastMessage),
    {
      id: 'flag',
      header: 'Flag',
      track: '5ch',
      render: (view, { isActive }) => <FlagControl flags={flags} conversation={view.row.key} isReachable={isActive} />,
    },
  ];
}

function text(
  id: string,
  header: string,
  track: string,
  getText: (view: ConversationRowView) => string,
): DataColumn<ConversationRowView> {
  return { id, header, track, render: (view) => <SafeText text={getText(view)} /> };
}
