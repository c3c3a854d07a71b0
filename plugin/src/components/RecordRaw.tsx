import { css } from '@emotion/css';
import { parseJson } from '@botscope/delta';
import type { BotRecord } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, Text, useStyles2 } from '@grafana/ui';
import { JsonView } from './JsonView.tsx';
import { SafeText } from './SafeText.tsx';

/** A record as it is stored: body and attributes. */
export function RecordRaw({ record }: { readonly record: BotRecord }) {
  const styles = useStyles2(getStyles);
  const attributes = Object.entries({ ...record.labels, ...record.metadata }).sort(([a], [b]) => (a < b ? -1 : 1));
  return (
    <div>
      <div className={styles.heading}>
        <Text element="h4" variant="h6">
          Body
        </Text>
        <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => record.line}>
          Copy
        </ClipboardButton>
      </div>
      <JsonView value={toValue(record.line)} label="Body of the record" />
      <Text element="h4" variant="h6">
        Attributes
      </Text>
      <dl className={styles.attributes}>
        {attributes.map(([name, value]) => (
          <div key={name} className={styles.attribute}>
            <dt>
              <SafeText text={name} />
            </dt>
            <dd>
              <SafeText text={value} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** The body's value with its numbers exact; the text itself where it is no JSON. */
function toValue(line: string): unknown {
  try {
    return parseJson(line);
  } catch {
    return line;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  heading: css({ display: 'flex', justifyContent: 'space-between', alignItems: 'center' }),
  attributes: css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize }),
  attribute: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 2fr)',
    gap: theme.spacing(1),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    dt: { fontWeight: theme.typography.fontWeightRegular, color: theme.colors.text.secondary },
    'dt, dd': { margin: 0, overflowWrap: 'anywhere' },
  }),
});
