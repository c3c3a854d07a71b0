import { css } from '@emotion/css';
import { toUnixMillis, type LogRecord } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { SafeText } from '../../../components/SafeText.tsx';
import { TimeText } from '../../../components/TimeText.tsx';
import { ValueView } from '../../../components/ValueView.tsx';
import { readExact } from '../read-exact.ts';

/** What a step logged, oldest first. */
export function StepLogs({ logs }: { readonly logs: readonly LogRecord[] }) {
  const styles = useStyles2(getStyles);
  if (logs.length === 0) {
    return <p>The step logged nothing. Log actions below the least level of the capture settings are not recorded.</p>;
  }
  return (
    <ol className={styles.list}>
      {logs.map((log) => (
        <li key={log.uid} className={styles.item}>
          <TimeText millis={toUnixMillis(log.timestampUnixNano)} />
          <span>{log.level}</span>
          <SafeText text={log.label ?? ''} />
          <div>
            <ValueView value={readExact(log.line) ?? log.body ?? log.line} label="Logged value" />
          </div>
        </li>
      ))}
    </ol>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none' }),
  item: css({
    display: 'grid',
    gridTemplateColumns: 'max-content 8ch minmax(8ch, max-content) minmax(0, 1fr)',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
});
