import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { useState } from 'react';
import { SafeText } from '../../../components/SafeText.tsx';
import { ValueDialog } from '../../../components/ValueDialog.tsx';
import { ValueView } from '../../../components/ValueView.tsx';
import { toVisibleText } from '../../../lib/visible-text.ts';
import type { VariableRow } from '../variables-view.ts';

interface VariableTableProps {
  readonly rows: readonly VariableRow[];
  /** Only what contains this text is shown of values. */
  readonly search: string;
  /** All changes of one variable are asked for. */
  readonly onHistory: (name: string) => void;
}

const AT_ONCE = 100;

/** All variables at a step: value, and where the step changed it, what it was before. */
export function VariableTable({ rows, search, onHistory }: VariableTableProps) {
  const styles = useStyles2(getStyles);
  const [shown, setShown] = useState(AT_ONCE);
  return (
    <>
      <table className={styles.table} aria-label="Variables at this step">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Value</th>
            <th scope="col">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((row) => (
            <Row key={row.name} row={row} search={search} onHistory={onHistory} />
          ))}
        </tbody>
      </table>
      {rows.length > shown && (
        <Button size="sm" fill="text" onClick={() => setShown(shown + AT_ONCE)}>
          Show {Math.min(AT_ONCE, rows.length - shown)} more of {rows.length} variables
        </Button>
      )}
    </>
  );
}

function Row({ row, search, onHistory }: Omit<VariableTableProps, 'rows'> & { readonly row: VariableRow }) {
  const styles = useStyles2(getStyles);
  const { name, value, change, changed, isOutdated } = row;
  const label = toVisibleText(name);
  // A search that the name answers shows the whole value.
  const inside = name.toLowerCase().includes(search.toLowerCase()) ? '' : search;
  return (
    <tr>
      <th scope="row">
        <SafeText text={name} />{' '}
        {change !== undefined && <span className={styles.changed}>● {describeChange(row)}</span>}{' '}
        {isOutdated && <span className={styles.note}>may be out of date</span>}
      </th>
      <td>
        {value === undefined ? (
          <span className={styles.note}>no longer exists</span>
        ) : (
          <ValueView value={value} label={label} search={inside} {...(changed ? { changed } : {})} />
        )}
        {change?.before !== undefined && (
          <div className={styles.before}>
            <span className={styles.note}>before</span>{' '}
            <ValueView value={change.before.value} label={`${label} before`} />
          </div>
        )}
      </td>
      <td className={styles.actions}>
        <Compare row={row} />
        <Button size="sm" fill="text" onClick={() => onHistory(name)} aria-label={`Changes of ${label}`}>
          Changes
        </Button>
      </td>
    </tr>
  );
}

/** Laying two values over each other pays where they are no single numbers or words. */
function Compare({ row: { name, value, change } }: { readonly row: VariableRow }) {
  const [isOpen, setIsOpen] = useState(false);
  if (value === undefined || change?.before === undefined || !isWorthComparing(value)) return null;
  return (
    <>
      <Button size="sm" fill="text" onClick={() => setIsOpen(true)} aria-label={`Compare ${toVisibleText(name)}`}>
        Compare
      </Button>
      {isOpen && (
        <ValueDialog title={name} value={value} before={change.before.value} onClose={() => setIsOpen(false)} />
      )}
    </>
  );
}

const LONG_TEXT = 60;

function isWorthComparing(value: unknown): boolean {
  return typeof value === 'string' ? value.length >= LONG_TEXT : typeof value === 'object' && value !== null;
}

function describeChange({ change, value }: VariableRow): string {
  const word = value === undefined ? 'removed' : change?.before === undefined ? 'new' : 'changed';
  return change?.isLate === true ? `${word}, found after a gap` : `${word} here`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  table: css({
    width: '100%',
    'th, td': {
      padding: theme.spacing(0.5, 1),
      verticalAlign: 'top',
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    },
    'thead th': { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightMedium },
    'tbody th': {
      width: '25%',
      fontFamily: theme.typography.fontFamilyMonospace,
      fontSize: theme.typography.bodySmall.fontSize,
      fontWeight: theme.typography.fontWeightRegular,
      overflowWrap: 'anywhere',
    },
  }),
  changed: css({ display: 'block', color: theme.colors.warning.text }),
  before: css({ display: 'flex', gap: theme.spacing(1) }),
  note: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  actions: css({ whiteSpace: 'nowrap', textAlign: 'end' }),
});
