import { FlagControl } from '../../../components/FlagControl.tsx';
import { KeepNote, toKeepText } from '../../../components/KeepNote.tsx';
import { PageLink } from '../../../components/PageLink.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { StatusSign } from '../../../components/StatusSign.tsx';
import { TimeText } from '../../../components/TimeText.tsx';
import type { DataColumn } from '../../../components/data-column.ts';
import { isSameDay } from '../../../lib/time-format.ts';
import type { Flags } from '../../../lib/useFlags.ts';
import type { ConversationRowView } from '../view-model.ts';

/** Room for columns: all of them; those that belong together merged; what can be spared left out. */
export type ListRoom = 'wide' | 'medium' | 'narrow';

/** What the columns of the list depend on. */
export interface ConversationColumnOptions {
  readonly flags: Pick<Flags, 'find' | 'mayChange' | 'set' | 'remove'>;
  /** Key of the row whose flag is being looked at. */
  readonly openFlag: string | undefined;
  readonly onOpenFlag: (key: string | undefined) => void;
  /** Milliseconds since the epoch. */
  readonly nowMillis: number;
  readonly timeZone: string;
  readonly room: ListRoom;
}

type Column = DataColumn<ConversationRowView>;

/** Columns of the conversation list. */
export function createConversationColumns(options: ConversationColumnOptions): readonly Column[] {
  const { room } = options;
  return [
    createStateColumn(options),
    createTimeColumn(options),
    ...PLACE[room],
    text('flow', 'Flow', 'minmax(8ch, 1.2fr)', (view) => view.flow),
    ...(room === 'narrow' ? [] : [TURNS]),
    text('failedCalls', 'Failed calls', '13ch', (view) => view.failedCalls),
    text('lastMessage', 'Last message', 'minmax(10ch, 1.6fr)', (view) => view.lastMessage),
    ...(room === 'wide' ? [KEPT] : []),
    createFlagColumn(options),
  ];
}

const BOT_AND_ENVIRONMENT = text(
  'bot',
  'Bot · environment',
  'minmax(16ch, 1.2fr)',
  (view) => `${view.bot} · ${view.environment}`,
);
const USER = text('user', 'User', 'minmax(8ch, 1fr)', (view) => view.user);

const PLACE: Readonly<Record<ListRoom, readonly Column[]>> = {
  wide: [
    text('bot', 'Bot', 'minmax(8ch, 1fr)', (view) => view.bot),
    text('environment', 'Environment', 'minmax(10ch, 0.8fr)', (view) => view.environment),
    text('channel', 'Channel', 'minmax(9ch, 0.6fr)', (view) => view.channel),
    USER,
  ],
  medium: [
    BOT_AND_ENVIRONMENT,
    text('user', 'User · channel', 'minmax(14ch, 1.2fr)', (view) => `${view.user} · ${view.channel}`),
  ],
  narrow: [BOT_AND_ENVIRONMENT, USER],
};

const TURNS: Column = { id: 'turns', header: 'Turns', track: '6ch', align: 'end', render: (view) => view.turnCount };

const KEPT: Column = {
  id: 'kept',
  header: 'Retention',
  track: '24ch',
  render: (view) => <KeepNote untilMillis={view.keptUntilMillis} isPinned={view.isPinned} />,
};

function createStateColumn({ nowMillis, timeZone }: ConversationColumnOptions): Column {
  return {
    id: 'state',
    header: 'State',
    track: '15ch',
    render: (view, { isActive }) => {
      const { keptUntilMillis: untilMillis, isPinned, status, statusWord: word } = view;
      return (
        <span title={toKeepText({ untilMillis, isPinned, nowMillis, timeZone })}>
          <StatusSign status={status} {...(word === undefined ? {} : { word })} />{' '}
          {view.livePath !== undefined && (
            <PageLink
              to={view.livePath}
              tabIndex={isActive ? 0 : -1}
              aria-label="live ↗: watch in the preview console"
              title="Watch in the preview console"
              onClick={(event) => event.stopPropagation()}
            >
              live ↗
            </PageLink>
          )}
        </span>
      );
    },
  };
}

function createTimeColumn({ nowMillis, timeZone, room }: ConversationColumnOptions): Column {
  const isWide = room === 'wide';
  return {
    id: 'lastActivity',
    header: 'Last activity',
    track: isWide ? '30ch' : '22ch',
    render: ({ path, lastActivityMillis: millis }, { isActive }) => {
      // With little room a date says how long ago it was well enough.
      const hasAge = isWide || isSameDay(millis, nowMillis, timeZone);
      return (
        <PageLink to={path} tabIndex={isActive ? 0 : -1} onClick={(event) => event.stopPropagation()}>
          <TimeText
            millis={millis}
            {...(hasAge ? { agoFromMillis: nowMillis } : {})}
            {...(isWide ? {} : { sameDayAsMillis: nowMillis })}
          />
        </PageLink>
      );
    },
  };
}

function createFlagColumn({ flags, openFlag, onOpenFlag }: ConversationColumnOptions): Column {
  return {
    id: 'flag',
    header: 'Flag',
    track: '5ch',
    render: ({ row, key }, { isActive }) => (
      <FlagControl
        flags={flags}
        conversation={row.key}
        isReachable={isActive}
        isOpen={openFlag === key}
        onOpenChange={(isOpen) => onOpenFlag(isOpen ? key : undefined)}
      />
    ),
  };
}

function text(id: string, header: string, track: string, getText: (view: ConversationRowView) => string): Column {
  return { id, header, track, render: (view) => <SafeText text={getText(view)} /> };
}
