import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { TranscriptLine } from '../transcript.ts';
import { TranscriptRow } from './TranscriptRow.tsx';

interface TranscriptProps {
  readonly lines: readonly TranscriptLine[];
  /** Show the end at first: what is above it comes later, and must not move what a person looks at. */
  readonly beginsAtEnd: boolean;
  readonly openTurn: string | undefined;
  readonly onDebug: (turn: string) => void;
  readonly heightPixels: number;
  /** Times of this day stand without their date. */
  readonly dayMillis: number;
  /** What is marked in the lines; absent = nothing. */
  readonly find: RegExp | undefined;
  /** Place of the found line that a person is at. */
  readonly foundIndex: number | undefined;
}

const ROW_PIXELS = 56;
const OVERSCAN_ROWS = 10;

/** What user, bot and agents said, and the events between, oldest first. */
export function Transcript(props: TranscriptProps) {
  const { lines, beginsAtEnd, openTurn, onDebug, heightPixels, dayMillis, find, foundIndex } = props;
  const styles = useStyles2(getStyles);
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are used here only, never handed on
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PIXELS,
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: OVERSCAN_ROWS,
    // Lines that come in above leave the ones in view where they are.
    anchorTo: 'end',
  });
  const openIndex = openTurn === undefined ? -1 : lines.findIndex((line) => line.turn === openTurn);
  const { scrollToIndex, scrollToEnd } = virtualizer;
  const opensAtEnd = useRef(beginsAtEnd && openIndex < 0);
  useEffect(() => {
    if (!opensAtEnd.current) return undefined;
    const frame = requestAnimationFrame(() => scrollToEnd());
    return () => cancelAnimationFrame(frame);
  }, [scrollToEnd]);
  const isOpenTurnThere = openIndex >= 0;
  useEffect(() => {
    if (!isOpenTurnThere) return undefined;
    // In the next frame: before, the list does not have its height yet.
    const frame = requestAnimationFrame(() => scrollToIndex(openIndex, { align: 'auto' }));
    return () => cancelAnimationFrame(frame);
    // Only when another turn is opened: lines that come in above must not move what a person looks at.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [openTurn, isOpenTurnThere, scrollToIndex]);
  useEffect(() => {
    if (foundIndex !== undefined) scrollToIndex(foundIndex, { align: 'center' });
  }, [foundIndex, scrollToIndex]);
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
              className={cx(styles.line, isOpen && styles.open, index === foundIndex && styles.found)}
              style={{ transform: `translateY(${start}px)` }}
            >
              <TranscriptRow line={line} isOpen={isOpen} dayMillis={dayMillis} find={find} onDebug={onDebug} />
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
  found: css({ outline: `1px solid ${theme.colors.warning.border}`, outlineOffset: '-1px' }),
});
