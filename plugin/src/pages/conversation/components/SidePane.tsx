import { Tab, TabsBar } from '@grafana/ui';
import type { Conversation } from '@botscope/records';
import { toUnixMillis } from '@botscope/records';
import { useCallback, useMemo } from 'react';
import { useServices } from '../../../lib/services.ts';
import type { UrlStateHandle } from '../../../lib/useUrlState.ts';
import { toLogLines } from '../log-lines.ts';
import type { TurnView } from '../turn-view.ts';
import type { OlderTurns } from '../useConversation.ts';
import type { ConversationState, Pane, StepTab } from '../url-state.ts';
import { LogsPane } from './LogsPane.tsx';
import { TurnPanel } from './TurnPanel.tsx';
import { VariablesPane } from './VariablesPane.tsx';

interface SidePaneProps {
  readonly conversation: Conversation;
  readonly olderTurns: OlderTurns;
  readonly address: UrlStateHandle<ConversationState>;
  /** The turn to show; absent = none is chosen. */
  readonly view: TurnView | undefined;
  /** Shows what failed next; absent when nothing failed. */
  readonly onNextError?: (() => void) | undefined;
}

/** What stands beside the transcript: a turn, or the logs or variables of the whole conversation. */
export function SidePane({ conversation, olderTurns, address, view, onNextError }: SidePaneProps) {
  const { state, push, replace } = address;
  // Without a turn and without choice there is nothing but the logs to show.
  const hasTurn = conversation.turns.length > 0 || state.turn !== undefined;
  const pane = state.pane === 'turn' && !hasTurn ? 'logs' : state.pane;
  const show = (pane: Pane) => push({ pane, log: undefined });
  return (
    <>
      <TabsBar>
        {hasTurn && <Tab label="Turn" icon="bug" active={pane === 'turn'} onChangeTab={() => show('turn')} />}
        <Tab label="Logs" icon="list-ul" active={pane === 'logs'} onChangeTab={() => show('logs')} />
        <Tab
          label="Variables"
          icon="brackets-curly"
          active={pane === 'variables'}
          onChangeTab={() => show('variables')}
        />
      </TabsBar>
      {pane === 'variables' ? (
        <VariablesPane conversation={conversation} address={address} />
      ) : pane === 'logs' ? (
        <ConversationLogs conversation={conversation} openLog={state.log} push={push} replace={replace} />
      ) : (
        <OpenTurn
          view={view}
          olderTurns={olderTurns}
          state={state}
          push={push}
          replace={replace}
          onNextError={onNextError}
        />
      )}
    </>
  );
}

const CHOOSE = 'Choose the bug beside a message to see what it caused.';
/** Why no turn is shown. */
const NONE_CHOSEN: Readonly<Record<OlderTurns, string>> = {
  shown: CHOOSE,
  reading: `${CHOOSE} When the older turns have been read, the first that failed opens here.`,
  failed: CHOOSE,
};
/** Why the turn of a link is not shown. */
const NOT_THERE: Readonly<Record<OlderTurns, string>> = {
  shown: 'The turn of this link is not stored. Choose another one in the transcript.',
  reading: 'The turn of this link is older than those read so far. It opens here as soon as it has been read.',
  failed: 'The turn of this link is older than those that could be read. Try again above, or choose another one.',
};

type Handles = Pick<UrlStateHandle<ConversationState>, 'push' | 'replace'>;

function ConversationLogs({
  conversation,
  openLog,
  push,
  replace,
}: Handles & Pick<SidePaneProps, 'conversation'> & { readonly openLog: string | undefined }) {
  const { builderUrl } = useServices().settings;
  const lines = useMemo(() => toLogLines(conversation, builderUrl), [conversation, builderUrl]);
  const open = useCallback((log: string | undefined) => replace({ log }), [replace]);
  return (
    <LogsPane
      lines={lines}
      openLog={openLog}
      onOpen={open}
      onTurn={(turn, step) => push({ pane: 'turn', log: undefined, turn, step, tab: '' })}
      dayMillis={toUnixMillis(conversation.lastActivityUnixNano)}
    />
  );
}

function OpenTurn({
  view,
  olderTurns,
  state,
  push,
  replace,
  onNextError,
}: Handles & Pick<SidePaneProps, 'view' | 'olderTurns' | 'onNextError'> & { readonly state: ConversationState }) {
  const turn = view?.turn.id;
  const openStep = useCallback(
    (step: number | undefined, tab?: StepTab) => push({ turn, step, tab: tab ?? '' }),
    [push, turn],
  );
  if (!view) return <p>{(state.turn === undefined ? NONE_CHOSEN : NOT_THERE)[olderTurns]}</p>;
  // A turn that the page chose by itself opens at what failed; one that a person chose, at what they choose in it.
  const step = state.step ?? (state.turn === undefined ? view.firstErrorAddress : undefined);
  return (
    <TurnPanel
      view={view}
      step={step}
      tab={state.tab}
      onStep={openStep}
      // Moving over steps changes what is open only when something is: else the list would jump at the first key.
      onMove={(address) => {
        if (step !== undefined) replace({ turn, step: address });
      }}
      onTab={(tab) => replace({ turn, step, tab })}
      layout={state.view}
      onLayout={(layout) => replace({ view: layout })}
      onNextError={onNextError}
    />
  );
}
