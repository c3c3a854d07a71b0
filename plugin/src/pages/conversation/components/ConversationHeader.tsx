import { css } from '@emotion/css';
import { buildPagePath } from '@botscope/conventions';
import { toUnixMillis, type Conversation } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, ClipboardButton, IconButton, useStyles2 } from '@grafana/ui';
import { FlagControl } from '../../../components/FlagControl.tsx';
import { PageLink } from '../../../components/PageLink.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { StatusSign } from '../../../components/StatusSign.tsx';
import { TimeText } from '../../../components/TimeText.tsx';
import { toStatus } from '../../../lib/conversation-status.ts';
import type { Flags } from '../../../lib/useFlags.ts';
import type { OlderTurns } from '../useConversation.ts';
import { DownloadMenu } from './DownloadMenu.tsx';
import { StateSign } from './StateSign.tsx';

interface ConversationHeaderProps {
  readonly conversation: Conversation;
  readonly olderTurns: OlderTurns;
  /** Configured or reported; absent: its id stands for it. */
  readonly botName: string | undefined;
  readonly flags: Flags;
  readonly onFirstError: () => void;
  /** Shows the keys of the page. */
  readonly onHelp: () => void;
  /** `bot.turn.id` of the turn that is shown. */
  readonly openTurn: string | undefined;
}

/** Which conversation this is, how it stands, and what can be done with it. */
export function ConversationHeader({
  conversation,
  olderTurns,
  botName,
  flags,
  onFirstError,
  onHelp,
  openTurn,
}: ConversationHeaderProps) {
  const styles = useStyles2(getStyles);
  const { key, firstError } = conversation;
  const { status, word } = toStatus(conversation.status);
  const facts = [
    botName ?? key.bot,
    key.environment,
    conversation.channel,
    conversation.endUserName ?? conversation.endUserId ?? 'anonymous',
  ].filter((fact) => fact !== undefined && fact !== '');
  return (
    <div className={styles.header}>
      <PageLink to={buildPagePath('conversations')}>‹ Conversations</PageLink>
      <span className={styles.uid}>
        <SafeText text={key.uid} />
      </span>
      <ClipboardButton size="sm" variant="secondary" fill="text" icon="copy" getText={() => key.uid}>
        Copy UID
      </ClipboardButton>
      <span>
        <SafeText text={facts.join(' · ')} />
      </span>
      {conversation.controllerState !== undefined && (
        <span>
          state <StateSign state={conversation.controllerState} />
        </span>
      )}
      <span>
        {olderTurns === 'shown' ? 'started' : 'started before'}{' '}
        <TimeText millis={toUnixMillis(conversation.startUnixNano)} />
      </span>
      {!(status === 'error' && firstError) && <StatusSign status={status} {...(word === undefined ? {} : { word })} />}
      {firstError && (
        <Button size="sm" variant="secondary" fill="text" onClick={onFirstError}>
          <StatusSign status="error" word={`error in turn ${firstError.turn.index ?? ''}`} />
        </Button>
      )}
      <FlagControl hasLabel flags={flags} conversation={key} />
      <DownloadMenu conversation={key} turn={openTurn} />
      <IconButton name="question-circle" tooltip="Keys (?)" onClick={onHelp} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  header: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 2) }),
  uid: css({ fontFamily: theme.typography.fontFamilyMonospace, overflowWrap: 'anywhere' }),
});
