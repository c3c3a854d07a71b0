import { buildPagePath } from '@botscope/conventions';
import { Button, ClipboardButton, RefreshPicker } from '@grafana/ui';
import { useCallback, useMemo, useRef } from 'react';
import { ErrorPanel } from '../../components/ErrorPanel.tsx';
import { LoadingRows } from '../../components/LoadingRows.tsx';
import { MasterDetail } from '../../components/MasterDetail.tsx';
import { PageFrame } from '../../components/PageFrame.tsx';
import { PageLink } from '../../components/PageLink.tsx';
import { SafeText } from '../../components/SafeText.tsx';
import { useServices } from '../../lib/services.ts';
import { useNow } from '../../lib/useNow.ts';
import { useRemainingHeight } from '../../lib/useRemainingHeight.ts';
import { useUrlState, type UrlStateHandle } from '../../lib/useUrlState.ts';
import { getPage } from '../../page-table.ts';
import { ConsoleDetail } from './components/ConsoleDetail.tsx';
import { ConsoleFilters } from './components/ConsoleFilters.tsx';
import { ConsoleList } from './components/ConsoleList.tsx';
import { ConsoleNotes } from './components/ConsoleNotes.tsx';
import { LiveStatus } from './components/LiveStatus.tsx';
import { NothingYet } from './components/NothingYet.tsx';
import { LIVE_SCHEMA, PACES, type LiveState, type Pace } from './url-state.ts';
import { useLiveConsole, type LiveConsole } from './useLiveConsole.ts';
import { useRecentConversations } from './useRecentConversations.ts';
import { isShown, toConsoleLine } from './view-model.ts';

/** Preview console: what a bot does, while it does it. A default export, as `React.lazy` wants it. */
export default function LivePage() {
  const url = useUrlState(LIVE_SCHEMA);
  const { state } = url;
  const live = useLiveConsole(state);
  const conversations = useRecentConversations(state);
  const area = useRef<HTMLDivElement>(null);
  const heightPixels = useRemainingHeight(area);
  return (
    <PageFrame page={getPage('live')} subTitle={<Subject state={state} />} actions={<Actions live={live} url={url} />}>
      <ConsoleFilters url={url} conversations={conversations} end={<LiveStatus live={live} />} />
      {live.feed.error !== undefined && <ErrorPanel error={live.feed.error} onRetry={live.reload} />}
      <ConsoleNotes live={live} state={state} conversations={conversations} />
      <div ref={area}>
        <ConsoleLines live={live} url={url} heightPixels={heightPixels} />
      </div>
    </PageFrame>
  );
}

type Url = UrlStateHandle<LiveState>;

/** What is followed: environment, bot and conversation. */
function Subject({ state: { env, bot, uid } }: { readonly state: LiveState }) {
  const { settings } = useServices();
  const name = settings.bots.find(({ id }) => id === bot)?.name ?? bot ?? 'all bots';
  return (
    <>
      <SafeText text={`${env ?? 'all environments'} · ${name} · ${uid ?? 'all conversations'}`} />{' '}
      {uid !== undefined && (
        <>
          <ClipboardButton size="sm" variant="secondary" fill="text" icon="copy" getText={() => uid}>
            Copy UID
          </ClipboardButton>{' '}
          <PageLink to={buildPagePath('conversation', { bot, env, uid })}>Open the conversation</PageLink>
        </>
      )}
    </>
  );
}

function Actions({ live, url: { state, replace } }: { readonly live: LiveConsole; readonly url: Url }) {
  return (
    <>
      <Button
        variant="secondary"
        icon={live.isPaused ? 'play' : 'pause'}
        onClick={live.isPaused ? live.resume : live.pause}
      >
        {live.isPaused ? `Go on (${live.waitingCount} waiting)` : 'Pause'}
      </Button>
      <Button variant="secondary" icon="trash-alt" onClick={live.clear}>
        Clear
      </Button>
      <RefreshPicker
        isOnCanvas
        text="Refresh"
        tooltip="Read everything again"
        intervals={[...PACES]}
        value={state.refresh}
        isLoading={live.isLoading}
        onRefresh={live.reload}
        onIntervalChanged={(refresh) => replace({ refresh: refresh as Pace })}
      />
    </>
  );
}

interface ConsoleLinesProps {
  readonly live: LiveConsole;
  readonly url: Url;
  readonly heightPixels: number;
}

function ConsoleLines({ live, url: { state, push, replace }, heightPixels }: ConsoleLinesProps) {
  const { settings } = useServices();
  const { records } = live;
  const dayMillis = useNow();
  const lines = useMemo(
    () => records.map((record) => toConsoleLine(record, settings.builderUrl)),
    [records, settings.builderUrl],
  );
  const shown = useMemo(() => lines.filter((line) => isShown(line, state)), [lines, state]);
  const openLine = useCallback((log: string) => push({ log }), [push]);
  const close = useCallback(() => replace({ log: undefined }), [replace]);
  if (live.isLoading) return <LoadingRows label="Loading the console" />;
  if (shown.length === 0) {
    if (live.feed.error !== undefined) return null;
    const showAll = () => replace({ level: 'debug', kinds: [], q: undefined });
    return <NothingYet state={state} hiddenCount={lines.length} onShowAll={showAll} />;
  }
  const open = lines.find(({ key }) => key === state.log);
  return (
    <MasterDetail
      master={
        <ConsoleList
          lines={shown}
          hasConversation={state.uid === undefined}
          dayMillis={dayMillis}
          openKey={state.log}
          onOpen={openLine}
          onMove={(log) => state.log !== undefined && replace({ log })}
          onClose={close}
          heightPixels={heightPixels}
        />
      }
      detail={state.log !== undefined && <ConsoleDetail record={open?.record} />}
      detailTitle={<SafeText text={open ? `${open.kind} ${open.name}` : 'Record'} />}
      detailLabel="Record"
      onClose={close}
      heightPixels={heightPixels}
      detailShare={0.6}
    />
  );
}
