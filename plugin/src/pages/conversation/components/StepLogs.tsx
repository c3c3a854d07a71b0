import { css } from '@emotion/css';
import { toUnixMillis, type LogRecord } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { JsonView } from '../../../components/JsonView.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { TimeText } from '../../../components/TimeText.tsx';
import { readExact } from '../step-tabs.ts';

/** What a step logged, oldest first. */
export function StepLogs({ logs }: { readonly logs: readonly LogRecord[] }) {
  const styles = useStyles2(getStyles);
  if (logs.length === 0) return <p>The step logged nothing.</p>;
  return (
    <ol className={styles.list}>
      {logs.map((log) => (
        <li key={log.uid} className={styles.item}>
          <TimeText millis={toUnixMillis(log.timestampUnixNano)} />
          <span>{log.level}</span>
          <SafeText text={log.label ?? ''} />
          <JsonView value={readExact(log.line) ?? log.body ?? log.line} label="Logged value" />
        </li>
      ))}
    </ol>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none' }),
  item: css({
    display: 'grid',
    gridTemplateColumns: 'max-content 8ch minmax(8ch, max-content) 1fr',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
});
