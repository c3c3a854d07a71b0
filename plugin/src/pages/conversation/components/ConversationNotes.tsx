import { css } from '@emotion/css';
import { keptUntil, type Conversation } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { KeepNote } from '../../../components/KeepNote.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { useServices } from '../../../lib/services.ts';
import { useNow } from '../../../lib/useNow.ts';
import { toNotices } from '../notices.ts';
import type { OlderTurns } from '../useConversation.ts';
import { useSampledTurns } from '../useSampledTurns.ts';
import { PendingWaits } from './PendingWaits.tsx';

interface ConversationNotesProps {
  readonly conversation: Conversation;
  readonly olderTurns: OlderTurns;
}

/** What a reader should know about a conversation as a whole, and until when it is kept. */
export function ConversationNotes({ conversation, olderTurns }: ConversationNotesProps) {
  const styles = useStyles2(getStyles);
  const { settings } = useServices();
  const nowMillis = useNow();
  const sampledAwayCount = useSampledTurns(conversation, olderTurns !== 'reading');
  return (
    <p className={styles.notes}>
      {olderTurns !== 'shown' && <OlderTurnsNote olderTurns={olderTurns} readCount={conversation.turns.length} />}
      <KeepNote untilMillis={untilMillis(conversation)} isPinned={conversation.pinned} />
      {toNotices(conversation, settings, { nowMillis, sampledAwayCount }).map(({ text, isWarning }) => (
        <span key={text} role="status" className={isWarning ? styles.warning : undefined}>
          {isWarning && <span aria-hidden>⚠ </span>}
          <SafeText text={text} />
        </span>
      ))}
      <PendingWaits conversation={conversation} />
    </p>
  );
}

function OlderTurnsNote({ olderTurns, readCount }: { readonly olderTurns: OlderTurns; readonly readCount: number }) {
  const styles = useStyles2(getStyles);
  return (
    <span role="status" className={styles.warning}>
      {olderTurns === 'reading'
        ? `Reading older turns … ${readCount} so far`
        : `Only the newest ${readCount} turns are shown: reading the older ones failed.`}
    </span>
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
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    margin: theme.spacing(0.5, 0, 1),
  }),
  warning: css({ color: theme.colors.warning.text }),
});
