import type { Conversation } from '@botscope/records';
import { useCallback, useMemo, useRef, useState } from 'react';
import { MasterDetail, useIsSideBySide } from '../../../components/MasterDetail.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { useServices } from '../../../lib/services.ts';
import { useFlags } from '../../../lib/useFlags.ts';
import { useRemainingHeight } from '../../../lib/useRemainingHeight.ts';
import type { UrlStateHandle } from '../../../lib/useUrlState.ts';
import { findNextFailure } from '../next-failure.ts';
import { findOpenTurn } from '../open-turn.ts';
import { findStepAddress } from '../step-rows.ts';
import { toTurnView } from '../turn-view.ts';
import type { ConversationState } from '../url-state.ts';
import type { OlderTurns } from '../useConversation.ts';
import { useConversationKeys } from '../useConversationKeys.ts';
import { ConversationHeader } from './ConversationHeader.tsx';
import { ConversationNotes } from './ConversationNotes.tsx';
import { KeyHelp } from './KeyHelp.tsx';
import { SidePane } from './SidePane.tsx';
import { TranscriptPane } from './TranscriptPane.tsx';

interface ConversationViewProps {
  readonly conversation: Conversation;
  readonly olderTurns: OlderTurns;
  readonly address: UrlStateHandle<ConversationState>;
}

/** From here transcript and turn stand side by side: the one without the other tells half. */
const SIDE_BY_SIDE_PIXELS = 1_200;
const PANE_NAMES: Readonly<Record<ConversationState['pane'], string>> = {
  turn: 'Turn',
  logs: 'Logs of the conversation',
  variables: 'Variables of the conversation',
};

/** A conversation: its header, its transcript, and beside it a turn or the logs. */
export function ConversationView({ conversation, olderTurns, address }: ConversationViewProps) {
  const { settings } = useServices();
  const flags = useFlags();
  const isWide = useIsSideBySide(SIDE_BY_SIDE_PIXELS);
  const area = useRef<HTMLDivElement>(null);
  const heightPixels = useRemainingHeight(area);
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const { state, push } = address;
  const { turns, timeline, firstError } = conversation;

  const botName = settings.bots.find(({ id }) => id === conversation.key.bot)?.name ?? conversation.botName;
  const turn = findOpenTurn(conversation, state.turn, isWide && olderTurns !== 'reading');
  const view = useMemo(
    () => turn && toTurnView(turn, { turns, builderUrl: settings.builderUrl }),
    [turn, turns, settings.builderUrl],
  );
  const openTurn = useCallback(
    (id: string, step?: number) => push({ pane: 'turn', log: undefined, turn: id, step, tab: '' }),
    [push],
  );
  const openNextError = () => {
    const next = findNextFailure(turns, {
      turn: turn?.id,
      step: state.step ?? (state.turn ? 0 : view?.firstErrorAddress),
    });
    if (next) openTurn(next.turn.id, findStepAddress(next.turn, next.step));
  };
  useConversationKeys({
    turns,
    openTurn: turn?.id,
    onTurn: openTurn,
    onNextError: openNextError,
    onHelp: () => setIsHelpOpen(true),
  });
  const close = () => push({ pane: 'turn', log: undefined, turn: undefined, step: undefined, tab: '' });
  const isLogsOnly = turns.length === 0 && timeline.length === 0;
  const isPaneOpen = isWide || state.turn !== undefined || state.pane !== 'turn';
  const title = view && state.pane === 'turn' ? view.title : PANE_NAMES[state.pane];
  const side = (
    <SidePane
      conversation={conversation}
      olderTurns={olderTurns}
      address={address}
      view={view}
      onNextError={firstError ? openNextError : undefined}
    />
  );

  return (
    <>
      <ConversationHeader
        conversation={conversation}
        olderTurns={olderTurns}
        botName={botName}
        flags={flags}
        onHelp={() => setIsHelpOpen(true)}
        openTurn={turn?.id}
        onFirstError={() => {
          if (firstError) openTurn(firstError.turn.id, findStepAddress(firstError.turn, firstError.step));
        }}
      />
      <ConversationNotes conversation={conversation} olderTurns={olderTurns} />
      <div ref={area}>
        {isLogsOnly ? (
          side
        ) : (
          <MasterDetail
            master={
              <TranscriptPane
                conversation={conversation}
                olderTurns={olderTurns}
                botName={botName}
                address={address}
                openTurn={turn?.id}
                onDebug={openTurn}
                onLogs={isWide ? undefined : () => push({ pane: 'logs', log: undefined })}
              />
            }
            detail={isPaneOpen ? side : undefined}
            detailTitle={<SafeText text={title} />}
            detailLabel={PANE_NAMES[state.pane]}
            heightPixels={heightPixels}
            detailShare={2.1}
            fromPixels={SIDE_BY_SIDE_PIXELS}
            {...(isWide && state.turn === undefined && state.pane === 'turn' ? {} : { onClose: close })}
          />
        )}
      </div>
      {isHelpOpen && <KeyHelp onClose={() => setIsHelpOpen(false)} />}
    </>
  );
}
