import type { Flag } from '@botscope/conventions';
import type { ConversationKey } from '@botscope/records';
import { Toggletip } from '@grafana/ui';
import { useState, type SyntheticEvent } from 'react';
import { useServices } from '../lib/services.ts';
import { formatDateAndClock } from '../lib/time-format.ts';
import type { Flags } from '../lib/useFlags.ts';
import { toVisibleText } from '../lib/visible-text.ts';
import { FlagButton } from './FlagButton.tsx';
import { FlagForm } from './FlagForm.tsx';

interface FlagControlProps {
  readonly flags: Pick<Flags, 'find' | 'mayChange' | 'set' | 'remove'>;
  readonly conversation: ConversationKey;
  /** Whether Tab reaches it. */
  readonly isReachable?: boolean;
  /** With its word beside the sign. */
  readonly hasLabel?: boolean;
  /** Whether its popover is open, where somebody else may open it: by a key, say. Both or none. */
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
}

/** Flags a conversation with a note, for everybody; tells by whom, when and why it is flagged. */
export function FlagControl(props: FlagControlProps) {
  const { flags, conversation, isReachable = true, hasLabel = false } = props;
  const { timeZone } = useServices();
  const [isOwnOpen, setIsOwnOpen] = useState(false);
  const { isOpen = isOwnOpen, onOpenChange: setIsOpen = setIsOwnOpen } = props;
  const flag = flags.find(conversation);
  const isFlagged = flag !== undefined;
  const button = (
    <FlagButton
      isFlagged={isFlagged}
      isReachable={isReachable}
      hasLabel={hasLabel}
      aria-label={isFlagged ? 'Flagged: show by whom and why' : 'Flag this conversation'}
      title={toTitle(flag, flags.mayChange, timeZone)}
      disabled={!isFlagged && !flags.mayChange}
    />
  );
  return (
    // What happens in the popover is not the row's: React sends it there all the same.
    <span role="presentation" onClick={stop} onKeyDown={stop}>
      <Toggletip
        show={isOpen}
        onOpen={() => setIsOpen(true)}
        onClose={() => setIsOpen(false)}
        title={isFlagged ? 'Flagged conversation' : 'Flag this conversation'}
        placement="bottom-end"
        // The first thing in it has the focus when it opens: that is to be the note.
        closeButton={false}
        content={
          <FlagForm
            flag={flag}
            mayChange={flags.mayChange}
            onSet={(note, knownAt) => flags.set(conversation, note, knownAt)}
            onRemove={(knownAt) => flags.remove(conversation, knownAt)}
            onDone={() => setIsOpen(false)}
          />
        }
      >
        {button}
      </Toggletip>
    </span>
  );
}

function stop(event: SyntheticEvent): void {
  event.stopPropagation();
}

function toTitle(flag: Flag | undefined, mayChange: boolean, timeZone: string): string {
  if (!flag) return mayChange ? 'Flag this conversation' : 'Not flagged; your role may not flag';
  const who = `Flagged by ${flag.by}, ${formatDateAndClock(flag.at, timeZone)}`;
  return toVisibleText(flag.note === '' ? who : `${who}: ${flag.note}`);
}
