import { css } from '@emotion/css';
import { keptUntil, type Conversation } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useCallback, useMemo, useRef } from 'react';
import { KeepNote } from '../../../components/KeepNote.tsx';
import { MasterDetail, useIsSideBySide } from '../../../components/MasterDetail.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { useServices } from '../../../lib/services.ts';
import { useFlags } from '../../../lib/useFlags.ts';
import { useNow } from '../../../lib/useNow.ts';
import { useRemainingHeight } from '../../../lib/useRemainingHeight.ts';
import type { UrlStateHandle } from '../../../lib/useUrlState.ts';
import { findOpenTurn } from '../open-turn.ts';
import { toNotices } from '../notices.ts';
import { toTranscript } from '../transcript.ts';
import { findStepAddress, toTurnView } from '../turn-view.ts';
import type { ConversationState, Pane } from '../url-state.ts';
import { ConversationHeader } from './ConversationHeader.tsx';
import { SidePane } from './SidePane.tsx';
import { Transcript } from './Transcript.tsx';

interface ConversationViewProps {
  readonly conversation: Conversation;
  readonly address: UrlStateHandle<ConversationState>;
}

const PANE_LABELS: Readonly<Record<Pane, string>> = {
  turn: 'Turn',
  logs: 'Logs of the conversation',
  variables: 'Variables of the conversation',
};

/** A conversation: its header, its transcript, and beside it a turn or the logs. */
export function ConversationView({ conversation, address }: ConversationViewProps) {
  const styles = useStyles2(getStyles);
  const { settings } = useServices();
  const flags = useFlags();
  const now = useNow();
  const isWide = useIsSideBySide();
  const area = useRef<HTMLDivElement>(null);
  const heightPixels = useRemainingHeight(area);
  const { state, push } = address;

  const botName = settings.bots.find(({ id }) => id === conversation.key.bot)?.name ?? conversation.botName;
  const lines = useMemo(() => toTranscript(conversation, botName), [conversation, botName]);
  const turn = findOpenTurn(conversation, state.turn, isWide);
  const view = useMemo(() => turn && toTurnView(turn, settings.builderUrl), [turn, settings.builderUrl]);
  const openTurn = useCallback(
    (id: string, step?: number) => push({ pane: 'turn', log: undefined, turn: id, step, tab: '' }),
    [push],
  );
  const { firstError } = conversation;
  const isPaneOpen = isWide || state.turn !== undefined || state.pane !== 'turn';
  const close = () => push({ pane: 'turn', log: undefined, turn: undefined, step: undefined, tab: '' });
  const title = view && state.pane === 'turn' ? view.title : PANE_LABELS[state.pane];

  return (
    <>
      <ConversationHeader
        conversation={conversation}
        botName={botName}
        flags={flags}
        onFirstError={() => {
          if (firstError) openTurn(firstError.turn.id, findStepAddress(firstError.turn, firstError.step));
        }}
      />
      <p className={styles.notes}>
        {toNotices(conversation, settings, now).map((notice) => (
          <span key={notice} role="status">
            {notice}
          </span>
        ))}
        <KeepNote untilMillis={untilMillis(conversation)} isPinned={conversation.pinned} />
      </p>
      <div ref={area}>
        <MasterDetail
          master={<Transcript lines={lines} openTurn={turn?.id} onDebug={openTurn} heightPixels={heightPixels} />}
          detail={isPaneOpen ? <SidePane conversation={conversation} address={address} view={view} /> : undefined}
          detailTitle={<SafeText text={title} />}
          detailLabel={PANE_LABELS[state.pane]}
          heightPixels={heightPixels}
          detailShare={1.6}
          {...(isWide && state.turn === undefined && state.pane === 'turn' ? {} : { onClose: close })}
        />
      </div>
    </>
  );
}

function untilMillis({ lastActivityUnixNano, pinned }: Conversation): number {
  return keptUntil({ kind: 'conversation', pinned, timestampUnixNano: lastActivityUnixNano }).untilUnixMillis;
}

const getStyles = (theme: GrafanaTheme2) => ({
  notes: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    color: theme.colors.text.secondary,
    margin: theme.spacing(0.5, 0, 1),
  }),
});
