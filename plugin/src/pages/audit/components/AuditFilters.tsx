import { css } from '@emotion/css';
import { AUDIT_OPERATORS, type AuditColumn, type AuditFilterRow } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, FieldValidationMessage, IconButton, useStyles2 } from '@grafana/ui';
import { changeRow, checkRow, COLUMN_WORDS, createRow, toOperatorWord, type AuditOperator } from '../filter-rows.ts';
import { RowSelect } from './RowSelect.tsx';
import { RowValue, type SeenValues } from './RowValue.tsx';

interface AuditFiltersProps {
  readonly rows: readonly AuditFilterRow[];
  readonly seen: SeenValues;
  readonly onChange: (rows: readonly AuditFilterRow[]) => void;
}

const COLUMN_OPTIONS = (Object.keys(COLUMN_WORDS) as AuditColumn[]).map((value) => ({
  value,
  label: COLUMN_WORDS[value],
}));

/** Any number of filter rows, all of which must hold. */
export function AuditFilters({ rows, seen, onChange }: AuditFiltersProps) {
  const styles = useStyles2(getStyles);
  const replaceRow = (index: number, row: AuditFilterRow) =>
    onChange(rows.map((old, at) => (at === index ? row : old)));
  return (
    <div className={styles.filters}>
      {rows.map((row, index) => (
        // Rows have no identity but their place; a removed row only shifts the ones below it.
        <FilterRow
          key={index}
          row={row}
          seen={seen}
          onChange={(next) => replaceRow(index, next)}
          onRemove={() => onChange(rows.filter((_, at) => at !== index))}
        />
      ))}
      <div>
        <Button variant="secondary" size="sm" icon="plus" onClick={() => onChange([...rows, createRow('user')])}>
          add filter
        </Button>
      </div>
    </div>
  );
}

interface FilterRowProps {
  readonly row: AuditFilterRow;
  readonly seen: SeenValues;
  readonly onChange: (row: AuditFilterRow) => void;
  readonly onRemove: () => void;
}

function FilterRow({ row, seen, onChange, onRemove }: FilterRowProps) {
  const styles = useStyles2(getStyles);
  const problem = checkRow(row);
  const operators: readonly AuditOperator[] = AUDIT_OPERATORS[row.column];
  return (
    <div role="group" aria-label={`Filter by ${COLUMN_WORDS[row.column]}`} className={styles.row}>
      <RowSelect
        label="Column"
        options={COLUMN_OPTIONS}
        value={row.column}
        onChange={(column) => onChange(changeRow(row, { column }))}
      />
      <RowSelect
        label="Operator"
        options={operators.map((value) => ({ value, label: toOperatorWord(row.column, value) }))}
        value={row.operator}
        onChange={(operator) => onChange(changeRow(row, { operator }))}
      />
      <RowValue row={row} seen={seen} onChange={onChange} />
      <IconButton name="trash-alt" tooltip="Remove filter" onClick={onRemove} />
      {problem !== undefined && <FieldValidationMessage horizontal>{problem}</FieldValidationMessage>}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  filters: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), marginBottom: theme.spacing(1) }),
  row: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
});
