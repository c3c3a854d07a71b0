import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { memo } from 'react';
import type { DataColumn } from './data-column.ts';

interface DataListRowProps<Row> {
  readonly columns: readonly DataColumn<Row>[];
  readonly row: Row;
  readonly id: string;
  /** From 2: the header is row 1. */
  readonly rowIndex: number;
  readonly offsetPixels: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly onClick: (row: Row) => void;
}

/** A row of a {@link DataList}. Drawn again only for new props: scrolling has none for the rows that stay. */
// `memo` forgets that the component is generic.
export const DataListRow = memo(DrawnRow) as typeof DrawnRow;

function DrawnRow<Row>({ columns, row, isActive, ...place }: DataListRowProps<Row>) {
  const styles = useStyles2(getStyles);
  return (
    <div
      id={place.id}
      role="row"
      aria-rowindex={place.rowIndex}
      aria-selected={place.isSelected}
      className={cx(styles.row, styles.item, isActive && styles.active)}
      style={{ gridTemplateColumns: toTracks(columns), transform: `translateY(${place.offsetPixels}px)` }}
      onClick={() => place.onClick(row)}
    >
      {toCells(columns, row).map(({ column, span }) => (
        <div
          key={column.id}
          role="gridcell"
          className={column.align === 'end' ? styles.end : styles.cell}
          {...(span > 1 ? { style: { gridColumn: `span ${span}` }, 'aria-colspan': span } : {})}
        >
          {column.render(row, { isActive })}
        </div>
      ))}
    </div>
  );
}

/** The columns that have a cell in a row, with how many columns each covers. */
function toCells<Row>(columns: readonly DataColumn<Row>[], row: Row) {
  let covered = 0;
  return columns.flatMap((column) => {
    if (covered > 0) {
      covered -= 1;
      return [];
    }
    const span = column.spanOf?.(row) ?? 1;
    covered = span - 1;
    return [{ column, span }];
  });
}

/** The header of a {@link DataList}; stays in view. */
export function DataListHeader<Row>({ columns }: { readonly columns: readonly DataColumn<Row>[] }) {
  const styles = useStyles2(getStyles);
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={cx(styles.row, styles.header)}
      style={{ gridTemplateColumns: toTracks(columns) }}
    >
      {columns.map((column) => (
        <div key={column.id} role="columnheader" className={column.align === 'end' ? styles.end : styles.cell}>
          {column.header}
        </div>
      ))}
    </div>
  );
}

/** Height of a row in units of the theme's grid. */
export const ROW_GRID_UNITS = 4;

function toTracks<Row>(columns: readonly DataColumn<Row>[]): string {
  return columns.map((column) => column.track).join(' ');
}

const getStyles = (theme: GrafanaTheme2) => {
  const cell = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' as const };
  return {
    row: css({
      display: 'grid',
      alignItems: 'center',
      gap: theme.spacing(1),
      padding: theme.spacing(0, 1),
      height: theme.spacing(ROW_GRID_UNITS),
    }),
    header: css({
      position: 'sticky',
      top: 0,
      zIndex: 1,
      background: theme.colors.background.secondary,
      color: theme.colors.text.secondary,
      // Of the cells, not of the row: tracks in `ch` must be as wide in the header as in the rows.
      '& > *': { fontSize: theme.typography.bodySmall.fontSize, fontWeight: theme.typography.fontWeightMedium },
    }),
    item: css({
      position: 'absolute',
      top: 0,
      left: 0,
      right: 0,
      cursor: 'pointer',
      // What changes in a row moves nothing outside of it.
      contain: 'strict',
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      // The action colours leave secondary and error texts less contrast than WCAG AA asks for.
      '&:hover, &[aria-selected="true"]': { background: theme.colors.background.secondary },
    }),
    active: css({ boxShadow: `inset ${theme.spacing(0.5)} 0 0 ${theme.colors.primary.border}` }),
    cell: css(cell),
    end: css({ ...cell, textAlign: 'end' }),
  };
};
