import { css } from '@emotion/css';
import type { Headers } from '@botscope/conventions';
import type { GrafanaTheme2 } from '@grafana/data';
import { Text, useStyles2 } from '@grafana/ui';
import { SafeText } from '../../../components/SafeText.tsx';

interface HeadersViewProps {
  readonly title: string;
  readonly headers: Headers | undefined;
}

/** Headers of a request or response. */
export function HeadersView({ title, headers }: HeadersViewProps) {
  const styles = useStyles2(getStyles);
  const entries = Object.entries(headers ?? {});
  return (
    <section aria-label={title}>
      <Text element="h3" variant="h6">
        {title}
      </Text>
      {entries.length === 0 ? (
        <p>None recorded.</p>
      ) : (
        <dl className={styles.list}>
          {entries.map(([name, value]) => (
            <div key={name} className={styles.entry}>
              <dt className={styles.name}>
                <SafeText text={name} />
              </dt>
              <dd className={styles.value}>
                <SafeText text={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    marginBottom: theme.spacing(2),
  }),
  entry: css({ display: 'grid', gridTemplateColumns: 'minmax(12ch, 1fr) 3fr', gap: theme.spacing(1) }),
  name: css({ color: theme.colors.text.secondary, fontWeight: 'inherit' }),
  value: css({ margin: 0, overflowWrap: 'anywhere' }),
});
