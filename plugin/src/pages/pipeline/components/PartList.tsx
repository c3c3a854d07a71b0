import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { SafeText } from '../../../components/SafeText.tsx';
import { StatusSign } from '../../../components/StatusSign.tsx';
import type { PartView } from '../view-model.ts';

/** A row for each part: its state, why, and what to do. On a narrow screen the texts go below the name. */
export function PartList({ parts }: { readonly parts: readonly PartView[] }) {
  const styles = useStyles2(getStyles);
  return (
    <ul aria-label="Parts" className={styles.list}>
      {parts.map((part) => (
        <li key={part.name} className={styles.part}>
          <span className={styles.state}>
            <StatusSign status={part.status} word={part.word} />
          </span>
          <strong className={styles.name}>
            <SafeText text={part.name} />
          </strong>
          <span className={styles.texts}>
            {part.reason !== '' && <SafeText text={part.reason} />}
            {part.fix !== '' && (
              <span>
                <span className={styles.label}>What to do: </span>
                <SafeText text={part.fix} />
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, borderTop: `1px solid ${theme.colors.border.weak}` }),
  part: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(7em, max-content) minmax(12em, 1fr) minmax(0, 4fr)',
    gap: theme.spacing(0.5, 2),
    padding: theme.spacing(1),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(7em, max-content) 1fr' },
  }),
  state: css({ whiteSpace: 'nowrap' }),
  name: css({ overflowWrap: 'anywhere' }),
  texts: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    overflowWrap: 'anywhere',
    [theme.breakpoints.down('md')]: { gridColumn: '1 / -1' },
  }),
  label: css({ color: theme.colors.text.secondary }),
});
