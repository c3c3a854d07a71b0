import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { IconButton, useStyles2, useTheme2 } from '@grafana/ui';
import { useState } from 'react';
import type { SliderMark } from '../slider-marks.ts';

interface VariableSliderProps {
  /** Points that it goes over; at least one. */
  readonly count: number;
  readonly index: number;
  /** The point in words, for screen readers. */
  readonly text: string;
  readonly marks: readonly SliderMark[];
  /** The handle is over a point. */
  readonly onMove: (index: number) => void;
  /** It has been let go there. */
  readonly onSettle: (index: number) => void;
}

/** A slider over the steps of a conversation: arrow keys go step by step, Page keys by ten, Home and End to the ends. */
export function VariableSlider({ count, index, text, marks, onMove, onSettle }: VariableSliderProps) {
  const styles = useStyles2(getStyles);
  const [isHeld, setIsHeld] = useState(false);
  const last = count - 1;
  const settle = () => {
    if (isHeld) onSettle(index);
    setIsHeld(false);
  };
  return (
    <div className={styles.slider}>
      <IconButton
        name="angle-left"
        size="lg"
        tooltip="Step before"
        disabled={index <= 0}
        onClick={() => onSettle(index - 1)}
      />
      <div className={styles.track}>
        <Marks marks={marks} />
        <input
          type="range"
          aria-label="Step of the conversation"
          aria-valuetext={text}
          className={styles.input}
          min={0}
          max={last}
          value={index}
          onChange={(event) => {
            setIsHeld(true);
            onMove(Number(event.target.value));
          }}
          onPointerUp={settle}
          onKeyUp={settle}
          onBlur={settle}
        />
      </div>
      <IconButton
        name="angle-right"
        size="lg"
        tooltip="Step after"
        disabled={index >= last}
        onClick={() => onSettle(index + 1)}
      />
    </div>
  );
}

const HEIGHT = 12;
const WIDTH = 1_000;

/** Changes are short lines, failed steps crosses above them, what was found triangles. */
function Marks({ marks }: { readonly marks: readonly SliderMark[] }) {
  const styles = useStyles2(getStyles);
  const { colors } = useTheme2();
  return (
    <svg className={styles.marks} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
      {marks.map(({ kind, position }) => (
        <path
          key={`${kind}${position}`}
          d={PATHS[kind]}
          transform={`translate(${position * WIDTH} 0)`}
          vectorEffect="non-scaling-stroke"
          fill="none"
          strokeWidth={kind === 'change' ? 1 : 2}
          stroke={kind === 'error' ? colors.error.text : kind === 'found' ? colors.primary.text : colors.text.secondary}
        />
      ))}
    </svg>
  );
}

const PATHS: Readonly<Record<SliderMark['kind'], string>> = {
  change: 'M0 8V12',
  error: 'M-4 1L4 7M-4 7L4 1',
  found: 'M-4 0L4 0L0 7Z',
};

const getStyles = (theme: GrafanaTheme2) => ({
  slider: css({ display: 'flex', alignItems: 'end', gap: theme.spacing(1) }),
  track: css({ flex: 1, minWidth: 0 }),
  input: css({
    width: '100%',
    margin: 0,
    accentColor: theme.colors.primary.main,
    colorScheme: theme.isDark ? 'dark' : 'light',
    cursor: 'pointer',
  }),
  // The handle's middle stands half its width inside the ends.
  marks: css({
    display: 'block',
    height: theme.spacing(1.5),
    width: `calc(100% - ${theme.spacing(2)})`,
    marginLeft: theme.spacing(1),
    overflow: 'visible',
  }),
});
