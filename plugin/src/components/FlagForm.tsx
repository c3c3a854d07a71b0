import { css } from '@emotion/css';
import type { Flag } from '@botscope/conventions';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, TextArea, useStyles2 } from '@grafana/ui';
import { useId, useState, type KeyboardEvent } from 'react';
import { toDisplayError } from '../lib/display-error.ts';
import { SafeText } from './SafeText.tsx';
import { TimeText } from './TimeText.tsx';

interface FlagFormProps {
  /** The flag as it is now. */
  readonly flag: Flag | undefined;
  readonly mayChange: boolean;
  /** `knownAt` says which state of the flag the person saw. */
  readonly onSet: (note: string, knownAt: number | null) => Promise<void>;
  readonly onRemove: (knownAt: number | null) => Promise<void>;
  readonly onDone: () => void;
}

const MAX_NOTE_LENGTH = 2000;

/** Who flagged a conversation, when and why, with what can be changed about it. */
export function FlagForm({ flag, mayChange, onSet, onRemove, onDone }: FlagFormProps) {
  const styles = useStyles2(getStyles);
  const noteId = useId();
  const { draft, setDraft, error, isBusy, run } = useFlagDraft(flag, onDone);
  const save = () => run((knownAt) => onSet(draft.trim(), knownAt));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void save();
  };
  return (
    <div className={styles.form}>
      {flag && <FlagFacts flag={flag} />}
      {mayChange ? (
        <>
          <label htmlFor={noteId}>Note for everybody who opens it (optional)</label>
          <TextArea
            id={noteId}
            rows={3}
            maxLength={MAX_NOTE_LENGTH}
            value={draft}
            onChange={({ currentTarget }) => setDraft(currentTarget.value)}
            onKeyDown={onKeyDown}
          />
          {error !== undefined && <FlagProblem error={error} />}
          <div className={styles.actions}>
            <Button size="sm" disabled={isBusy || (flag && draft.trim() === flag.note)} onClick={() => void save()}>
              {flag ? 'Save note' : 'Flag'}
            </Button>
            {flag && (
              <Button
                size="sm"
                variant="destructive"
                fill="outline"
                disabled={isBusy}
                onClick={() => void run(onRemove)}
              >
                Remove flag
              </Button>
            )}
          </div>
          <p className={styles.hint}>
            Its records are copied and kept for two years; removing the flag leaves the copies.
          </p>
        </>
      ) : (
        <p className={styles.hint}>Your role may not change flags; an Editor may.</p>
      )}
    </div>
  );
}

/**
 * What is typed, and what became of the newest change. A change counts for the flag as it was when the person began: when
 * somebody else was faster they are told, and what they do next counts for the flag that they are then shown.
 */
function useFlagDraft(flag: Flag | undefined, onDone: () => void) {
  const [draft, setDraft] = useState(flag?.note ?? '');
  const [begunAt, setBegunAt] = useState<number | null | undefined>(flag?.at ?? null);
  const [error, setError] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);
  const run = async (change: (knownAt: number | null) => Promise<void>) => {
    setIsBusy(true);
    try {
      await change(begunAt === undefined ? (flag?.at ?? null) : begunAt);
      onDone();
    } catch (failure) {
      setBegunAt(undefined);
      setError(failure);
      setIsBusy(false);
    }
  };
  return { draft, setDraft, error, isBusy, run };
}

function FlagFacts({ flag }: { readonly flag: Flag }) {
  const styles = useStyles2(getStyles);
  return (
    <div>
      <div className={styles.hint}>
        <SafeText text={flag.by} />, <TimeText millis={flag.at} />
      </div>
      {flag.note !== '' && (
        <blockquote className={styles.note}>
          <SafeText text={flag.note} />
        </blockquote>
      )}
    </div>
  );
}

function FlagProblem({ error }: { readonly error: unknown }) {
  const styles = useStyles2(getStyles);
  const { title, detail, advice } = toDisplayError(error);
  return (
    <div role="alert" className={styles.problem}>
      <SafeText text={`${title}: ${detail} ${advice}`} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), width: theme.spacing(40) }),
  actions: css({ display: 'flex', gap: theme.spacing(1) }),
  hint: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize, margin: 0 }),
  note: css({ margin: theme.spacing(0.5, 0, 0), whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
  problem: css({ color: theme.colors.error.text, overflowWrap: 'anywhere' }),
});
