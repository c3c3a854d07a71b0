import { hasFailed, toUnixMillis, type Conversation } from '@botscope/records';
import { useMemo, useRef } from 'react';
import { useRemainingHeight } from '../../../lib/useRemainingHeight.ts';
import type { UrlStateHandle } from '../../../lib/useUrlState.ts';
import { chooseLines } from '../find-lines.ts';
import { toTranscript } from '../transcript.ts';
import type { ConversationState } from '../url-state.ts';
import type { OlderTurns } from '../useConversation.ts';
import { useFindInTranscript } from '../useFindInTranscript.ts';
import { Transcript } from './Transcript.tsx';
import { TranscriptToolbar } from './TranscriptToolbar.tsx';

interface TranscriptPaneProps {
  readonly conversation: Conversation;
  readonly olderTurns: OlderTurns;
  readonly botName: string | undefined;
  readonly address: UrlStateHandle<ConversationState>;
  readonly openTurn: string | undefined;
  readonly onDebug: (turn: string) => void;
  /** Shows the logs; absent where they have a tab beside the transcript. */
  readonly onLogs?: (() => void) | undefined;
}

/** The transcript with what is above it. */
export function TranscriptPane(props: TranscriptPaneProps) {
  const { conversation, olderTurns, botName, address, openTurn, onDebug, onLogs } = props;
  const { state, replace } = address;
  const area = useRef<HTMLDivElement>(null);
  const heightPixels = useRemainingHeight(area);
  const all = useMemo(() => toTranscript(conversation, botName), [conversation, botName]);
  const failed = useMemo(() => new Set(conversation.turns.filter(hasFailed).map(({ id }) => id)), [conversation]);
  const lines = useMemo(() => chooseLines(all, failed, state.turns), [all, failed, state.turns]);
  const found = useFindInTranscript(lines, state.search);
  return (
    <>
      <TranscriptToolbar
        find={state.search}
        onFind={(search) => replace({ search })}
        foundCount={found.count}
        isWhole={olderTurns === 'shown'}
        foundNumber={found.number}
        onFound={found.move}
        turns={state.turns}
        onTurns={(turns) => replace({ turns })}
        failedCount={failed.size}
        onLogs={onLogs}
      />
      <div ref={area}>
        {lines.length === 0 ? (
          <p role="status">{toEmptyText(all.length, olderTurns === 'shown')}</p>
        ) : (
          <Transcript
            lines={lines}
            beginsAtEnd={olderTurns === 'reading'}
            openTurn={openTurn}
            onDebug={onDebug}
            heightPixels={heightPixels}
            dayMillis={toUnixMillis(conversation.startUnixNano)}
            find={found.expression}
            foundIndex={found.index}
          />
        )}
      </div>
    </>
  );
}

function toEmptyText(all: number, isWhole: boolean): string {
  if (!isWhole) return 'Nothing to show in the turns read so far.';
  return all === 0
    ? 'No message, event or turn of this conversation is stored.'
    : 'Nothing failed in any of its turns.';
}
