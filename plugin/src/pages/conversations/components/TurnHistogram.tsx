import { css } from '@emotion/css';
import type { TurnBar } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useRef, useState, type KeyboardEvent } from 'react';
import { toTargetIndex } from '../../../components/list-keys.ts';
import { useServices } from '../../../lib/services.ts';
import { toBarLabel, toBarShare, toHistogramSummary } from '../histogram-view.ts';

interface TurnHistogramProps {
  /** Oldest first. */
  readonly bars: readonly TurnBar[];
  /** The list leaves out some of the conversations whose turns are counted. */
  readonly countsMore: boolean;
  /** Makes the bar's time the list's range. */
  readonly onPick: (bar: TurnBar) => void;
}

const ARROWS: Readonly<Record<string, string>> = { ArrowRight: 'ArrowDown', ArrowLeft: 'ArrowUp' };

/** Failed turns by time: a list of buttons, one stop of the Tab key, with Left and Right between them. */
export function TurnHistogram({ bars, countsMore, onPick }: TurnHistogramProps) {
  const styles = useStyles2(getStyles);
  const { timeZone } = useServices();
  const list = useRef<HTMLOListElement>(null);
  const [reached, setReached] = useState(0);
  const current = Math.min(reached, bars.length - 1);
  const most = Math.max(...bars.map(({ errorCount }) => errorCount));
  const onKeyDown = (event: KeyboardEvent) => {
    const target = toTargetIndex(ARROWS[event.key] ?? event.key, current, bars.length, 10);
    if (target === undefined) return;
    event.preventDefault();
    setReached(target);
    list.current?.querySelectorAll('button')[target]?.focus();
  };
  return (
    <section aria-label="Turns with errors" className={styles.panel}>
      <p className={styles.summary}>
        {toHistogramSummary(bars, timeZone)}
        {countsMore && ' Search, text, state, failures and flags do not narrow these bars.'}
      </p>
      <ol ref={list} aria-label="Turns with errors by time" className={styles.bars} onKeyDown={onKeyDown}>
        {bars.map((bar, index) => {
          const label = toBarLabel(bar, timeZone);
          return (
            <li key={bar.fromMillis} className={styles.item}>
              <button
                type="button"
                className={styles.bar}
                aria-label={label}
                title={`${label}. Click to show this time.`}
                tabIndex={index === current ? 0 : -1}
                onFocus={() => setReached(index)}
                onClick={() => onPick(bar)}
              >
                <svg aria-hidden width="100%" height="100%" viewBox="0 0 1 1" preserveAspectRatio="none">
                  <rect x="0.1" width="0.8" y={1 - toBarShare(bar, most)} height={toBarShare(bar, most)} />
                </svg>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({ marginBottom: theme.spacing(1) }),
  summary: css({ margin: 0, ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
  bars: css({
    display: 'flex',
    height: theme.spacing(5),
    margin: 0,
    listStyle: 'none',
    borderBottom: `1px solid ${theme.colors.border.medium}`,
  }),
  item: css({ flex: 1, minWidth: 0 }),
  bar: css({
    display: 'block',
    width: '100%',
    height: '100%',
    padding: 0,
    border: 'none',
    background: 'none',
    fill: theme.colors.error.main,
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: '-2px' },
  }),
});
