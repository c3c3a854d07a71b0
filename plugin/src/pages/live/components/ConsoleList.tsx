import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { useMemo, useRef } from 'react';
import { DataList } from '../../../components/DataList.tsx';
import { useFollowEnd } from '../useFollowEnd.ts';
import type { ConsoleLine } from '../view-model.ts';
import { createConsoleColumns } from './console-columns.tsx';

interface ConsoleListProps {
  readonly lines: readonly ConsoleLine[];
  readonly hasConversation: boolean;
  readonly dayMillis: number;
  readonly openKey: string | undefined;
  readonly onOpen: (key: string) => void;
  /** The cursor came to a line by a key. */
  readonly onMove: (key: string) => void;
  readonly onClose: () => void;
  readonly heightPixels: number;
}

const getKey = (line: ConsoleLine) => line.key;

/** The lines, newest at the end, kept in view until a person scrolls up. */
export function ConsoleList({ lines, hasConversation, dayMillis, heightPixels, ...on }: ConsoleListProps) {
  const styles = useStyles2(getStyles);
  const list = useRef<HTMLDivElement>(null);
  const { isFollowing, jump } = useFollowEnd(list, true, lines);
  const { onOpen } = on;
  const columns = useMemo(
    () => createConsoleColumns({ dayMillis, hasConversation, onOpen }),
    [dayMillis, hasConversation, onOpen],
  );
  return (
    <div className={styles.frame}>
      <DataList
        label="Console"
        columns={columns}
        rows={lines}
        getKey={getKey}
        selectedKey={on.openKey}
        onOpen={(line) => onOpen(line.key)}
        onMove={(line) => on.onMove(line.key)}
        onClose={on.onClose}
        heightPixels={heightPixels}
        listRef={list}
      />
      {!isFollowing && (
        <Button className={styles.jump} size="sm" icon="arrow-down" onClick={jump}>
          Jump to newest
        </Button>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({ position: 'relative' }),
  jump: css({ position: 'absolute', bottom: theme.spacing(2), right: theme.spacing(3), zIndex: 1 }),
});
