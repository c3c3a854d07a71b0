import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, FilterInput, IconButton, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { useRef } from 'react';
import { MAX_TEXT_LENGTH } from '../../../lib/url-parameters.ts';
import { useHotkeys } from '../../../lib/useHotkeys.ts';
import type { TurnChoice } from '../url-state.ts';

interface TranscriptToolbarProps {
  readonly find: string | undefined;
  readonly onFind: (text: string | undefined) => void;
  /** Lines that hold the text. */
  readonly foundCount: number;
  /** Whether all lines have been read. */
  readonly isWhole: boolean;
  /** Which of them a person is at, from 1; 0 = none. */
  readonly foundNumber: number;
  readonly onFound: (by: 1 | -1) => void;
  readonly turns: TurnChoice;
  readonly onTurns: (choice: TurnChoice) => void;
  readonly failedCount: number;
  /** Shows the logs; absent where they have a tab beside the transcript. */
  readonly onLogs?: (() => void) | undefined;
}

const PLACEHOLDER = 'Find in the transcript';

/** Above the transcript: what to look for in it, which turns to show. `/` brings the cursor into the search box. */
export function TranscriptToolbar(props: TranscriptToolbarProps) {
  const { find = '', onFind, foundCount, isWhole, foundNumber, onFound, turns, onTurns, failedCount, onLogs } = props;
  const styles = useStyles2(getStyles);
  const input = useRef<HTMLInputElement>(null);
  useHotkeys({ '/': () => input.current?.focus() });
  return (
    <div className={styles.bar}>
      <div className={styles.find}>
        <FilterInput
          ref={input}
          aria-label={PLACEHOLDER}
          placeholder={PLACEHOLDER}
          escapeRegex={false}
          value={find}
          onChange={(text) => onFind(text === '' ? undefined : text.slice(0, MAX_TEXT_LENGTH))}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onFound(event.shiftKey ? -1 : 1);
            if (event.key === 'Escape') input.current?.blur();
          }}
        />
      </div>
      {find !== '' && (
        <span role="status" className={styles.count}>
          {foundCount === 0 ? 'not found' : `${foundNumber} of ${foundCount}`}
          {!isWhole && ' so far'}
        </span>
      )}
      {foundCount > 0 && (
        <>
          <IconButton name="arrow-up" tooltip="Previous (Shift Enter)" onClick={() => onFound(-1)} />
          <IconButton name="arrow-down" tooltip="Next (Enter)" onClick={() => onFound(1)} />
        </>
      )}
      <RadioButtonGroup
        size="sm"
        aria-label="Turns"
        options={[
          { value: 'all' as const, label: 'All turns' },
          { value: 'errors' as const, label: `With errors (${failedCount})` },
        ]}
        value={turns}
        onChange={onTurns}
      />
      {onLogs && (
        <Button size="sm" variant="secondary" icon="list-ul" onClick={onLogs}>
          Logs
        </Button>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    paddingBottom: theme.spacing(1),
  }),
  find: css({ flex: '1 1 24ch', minWidth: '20ch' }),
  count: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
});
