import { css } from '@emotion/css';
import { buildPagePath } from '@botscope/conventions';
import { toUnixMillis, type ConversationRow } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { PageLink } from '../../../components/PageLink.tsx';
import { TimeText } from '../../../components/TimeText.tsx';
import { useServices } from '../../../lib/services.ts';
import type { LiveState } from '../url-state.ts';
import { MOST_LINES, type LiveConsole } from '../useLiveConsole.ts';

interface ConsoleNotesProps {
  readonly live: LiveConsole;
  readonly state: LiveState;
  readonly conversations: readonly ConversationRow[];
}

/** What a person must know of the lines below: that older ones are not kept, that the conversation is over. */
export function ConsoleNotes({ live, state, conversations }: ConsoleNotesProps) {
  const styles = useStyles2(getStyles);
  const { nowMillis } = useServices();
  const { records, evictedCount, feed } = live;
  const ended = state.uid === undefined ? undefined : records.findLast(({ type }) => type === 'conversation');
  const isEnded = ended?.type === 'conversation' && ended.phase === 'ended';
  const newer = conversations.find(({ key, startUnixNano }) => isNewer(key.uid, startUnixNano, state.uid, ended));
  return (
    <>
      {isEnded && (
        <p className={styles.note}>
          ✓ The conversation ended at{' '}
          <TimeText millis={toUnixMillis(ended.timestampUnixNano)} sameDayAsMillis={nowMillis()} />; the next message
          begins a new one. {newer && <PageLink to={toLivePath(newer)}>Follow the newer conversation</PageLink>}
        </p>
      )}
      {(evictedCount > 0 || feed.isCut) && (
        <p className={styles.note}>
          The console keeps the newest {MOST_LINES.toLocaleString('en')} lines; older ones are on the conversation’s
          page.
        </p>
      )}
    </>
  );
}

function isNewer(
  uid: string,
  startUnixNano: bigint,
  ownUid: string | undefined,
  ended: { readonly timestampUnixNano: bigint } | undefined,
) {
  return uid !== ownUid && ended !== undefined && startUnixNano >= ended.timestampUnixNano;
}

function toLivePath({ key: { bot, environment, uid } }: ConversationRow): string {
  return buildPagePath('live', { bot, env: environment, uid });
}

const getStyles = (theme: GrafanaTheme2) => ({
  note: css({ margin: theme.spacing(0, 0, 1), color: theme.colors.text.secondary }),
});
