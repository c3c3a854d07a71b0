import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { TranscriptLine } from '../transcript.ts';
import { TranscriptRow } from './TranscriptRow.tsx';

interface TranscriptProps {
  readonly lines: readonly TranscriptLine[];
  readonly openTurn: string | undefined;
  readonly onDebug: (turn: string) => void;
  readonly heightPixels: number;
}

const ROW_PIXELS = 64;
const OVERSCAN_ROWS = 10;

/** What user and bot said, and the events between, oldest first. Follows its end while it is at its end. */
export function Transcript({ lines, openTurn, onDebug, heightPixels }: TranscriptProps) {
  const styles = useStyles2(getStyles);
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are used here only, never handed on
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PIXELS,
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: OVERSCAN_ROWS,
  });
  const openIndex = lines.findIndex((line) => line.turn === openTurn);
  const { scrollToIndex } = virtualizer;
  useEffect(() => {
    if (openIndex >= 0) scrollToIndex(openIndex, { align: 'auto' });
  }, [openIndex, scrollToIndex]);
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      style={{ height: heightPixels }}
      role="log"
      aria-label="Transcript"
      tabIndex={0}
    >
      <ol className={styles.lines} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const line = lines[index];
          if (!line) return null;
          const isOpen = line.turn !== undefined && line.turn === openTurn;
          return (
            <li
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              className={cx(styles.line, isOpen && styles.open)}
              style={{ transform: `translateY(${start}px)` }}
            >
              <TranscriptRow line={line} isOpen={isOpen} onDebug={onDebug} />
            </li>
          );
        })}
      </ol>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroller: css({
    overflow: 'auto',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
  lines: css({ position: 'relative', listStyle: 'none', margin: 0, padding: 0 }),
  line: css({ position: 'absolute', top: 0, left: 0, right: 0, padding: theme.spacing(0.5, 1) }),
  open: css({
    background: theme.colors.background.secondary,
    boxShadow: `inset ${theme.spacing(0.5)} 0 0 ${theme.colors.primary.border}`,
  }),
});
