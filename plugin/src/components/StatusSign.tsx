import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Status } from '../lib/status.ts';

type Tone = 'success' | 'error' | 'info' | 'warning' | 'secondary';

const SIGNS: Readonly<Record<Status, { readonly sign: string; readonly word: string; readonly tone: Tone }>> = {
  ok: { sign: '✓', word: 'ok', tone: 'success' },
  ended: { sign: '✓', word: 'ended', tone: 'success' },
  error: { sign: '✗', word: 'error', tone: 'error' },
  running: { sign: '⏳', word: 'running', tone: 'info' },
  waiting: { sign: '⏸', word: 'waiting', tone: 'secondary' },
  degraded: { sign: '⚠', word: 'impaired', tone: 'warning' },
  flagged: { sign: '⚑', word: 'flagged', tone: 'warning' },
};

interface StatusSignProps {
  readonly status: Status;
  /** In place of the status' own word, such as `HTTP 500`. */
  readonly word?: string;
}

/** A status as sign and word in plain text, for labels. */
export function toStatusText({ status, word }: StatusSignProps): string {
  return `${SIGNS[status].sign} ${word ?? SIGNS[status].word}`;
}

/** A status as sign, word and colour, the same on every page. */
export function StatusSign({ status, word }: StatusSignProps) {
  const styles = useStyles2(getStyles);
  const { sign, word: ownWord, tone } = SIGNS[status];
  return (
    <span className={styles[tone]}>
      <span aria-hidden>{sign}</span> {word ?? ownWord}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const tone = (color: string) => css({ color, whiteSpace: 'nowrap' });
  return {
    success: tone(theme.colors.success.text),
    error: tone(theme.colors.error.text),
    info: tone(theme.colors.info.text),
    warning: tone(theme.colors.warning.text),
    secondary: tone(theme.colors.text.secondary),
  };
};
