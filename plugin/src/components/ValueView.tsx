import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { useMemo, useState } from 'react';
import { JsonView } from './JsonView.tsx';
import { SafeText } from './SafeText.tsx';
import { toPreview } from './value-text.ts';
import { ValueDialog } from './ValueDialog.tsx';

interface ValueViewProps {
  /** An untrusted value, as {@link JsonView} takes it. */
  readonly value: unknown;
  /** What the value is, for screen readers and as title of the dialog; untrusted. */
  readonly label: string;
  readonly search?: string;
  readonly changed?: ReadonlySet<string>;
}

/** A value in a table: whole when it is short, else its beginning with its size, and ways to the rest of it. */
export function ValueView({ value, label, search = '', changed }: ValueViewProps) {
  const styles = useStyles2(getStyles);
  const preview = useMemo(() => toPreview(value), [value]);
  const [isExpanded, setIsExpanded] = useState(false);
  const [isInDialog, setIsInDialog] = useState(false);
  const isWhole = preview === undefined || isExpanded || search !== '';
  return (
    <>
      {isWhole ? (
        <JsonView value={value} label={label} search={search} {...(changed ? { changed } : {})} />
      ) : (
        <span className={styles.beginning}>
          <SafeText text={preview.beginning} />…
        </span>
      )}
      {preview !== undefined && (
        <div className={styles.actions}>
          <span className={styles.size}>{preview.summary}</span>
          <Button size="sm" fill="text" aria-expanded={isWhole} onClick={() => setIsExpanded(!isExpanded)}>
            {isWhole ? 'Collapse' : 'Expand'}
          </Button>
          <Button size="sm" fill="text" onClick={() => setIsInDialog(true)}>
            Open in full
          </Button>
        </div>
      )}
      {isInDialog && <ValueDialog title={label} value={value} onClose={() => setIsInDialog(false)} />}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  beginning: css({
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
  actions: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0, 1) }),
  size: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
