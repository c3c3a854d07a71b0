import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useId, useRef, type ReactNode, type RefObject } from 'react';
import type { DataColumn } from './data-column.ts';
import { DataListHeader, DataListRow, ROW_GRID_UNITS } from './DataListRow.tsx';
import { createListKeyHandler } from './list-key-handler.ts';
import { useActiveRow } from './useActiveRow.ts';

interface DataListProps<Row> {
  /** What the list holds, for screen readers. */
  readonly label: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly getKey: (row: Row) => string;
  /** Row that the page shows in full, if any. */
  readonly selectedKey?: string | undefined;
  /** A click on a row, or Enter. */
  readonly onOpen: (row: Row) => void;
  /** The cursor came to a row by a key. */
  readonly onMove?: (row: Row) => void;
  /** Escape. */
  readonly onClose?: () => void;
  /** Keys of the page's own that act on the row under the cursor, such as `f`. */
  readonly rowKeys?: Readonly<Record<string, (row: Row) => void>>;
  /** The last rows are in view. Called again whenever rows came and the last ones still are. */
  readonly onEndReached?: () => void;
  /** Below the last row. */
  readonly footer?: ReactNode;
  readonly heightPixels: number;
  readonly listRef?: RefObject<HTMLDivElement>;
}

const OVERSCAN_ROWS = 3;

/**
 * A windowed table: rows in view and a few around them are in the document, however many there are.
 * Up, Down, Home, End and the page keys move a cursor, Enter opens, Escape closes.
 */
export function DataList<Row>(props: DataListProps<Row>) {
  const { rows, columns, getKey, onOpen, onEndReached, heightPixels } = props;
  const styles = useStyles2(getStyles);
  const rowPixels = useTheme2().spacing.gridSize * ROW_GRID_UNITS;
  const idPrefix = useId();
  const ownRef = useRef<HTMLDivElement>(null);
  const listRef = props.listRef ?? ownRef;
  const { activeIndex, setActive } = useActiveRow(rows, getKey, props.selectedKey);
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are used here only, never handed on
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => listRef.current,
    estimateSize: () => rowPixels,
    overscan: OVERSCAN_ROWS,
    // The sticky header covers the first row's height of the list.
    scrollPaddingStart: rowPixels,
  });
  const items = virtualizer.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (rows.length > 0 && lastIndex >= rows.length - 1) onEndReached?.();
  }, [lastIndex, rows.length, onEndReached]);

  const { scrollToIndex } = virtualizer;
  const selectedIndex = rows.findIndex((row) => getKey(row) === props.selectedKey);
  useEffect(() => {
    if (selectedIndex >= 0) scrollToIndex(selectedIndex, { align: 'auto' });
    // Only when another row is selected: rows that come in above must not move what a person looks at.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [props.selectedKey]);

  const moveTo = (index: number) => {
    const row = rows[index];
    if (row === undefined) return;
    setActive(getKey(row));
    virtualizer.scrollToIndex(index);
    props.onMove?.(row);
  };
  const onKeyDown = createListKeyHandler({
    rows,
    activeIndex,
    pageRows: Math.floor(heightPixels / rowPixels) - 2,
    onMove: moveTo,
    onOpen,
    onClose: props.onClose,
    rowKeys: props.rowKeys,
  });

  const latest = useRef({ getKey, onOpen });
  useEffect(() => {
    latest.current = { getKey, onOpen };
  });
  // The same for every row and every drawing, so that rows are not drawn again for it.
  const open = useCallback(
    (row: Row) => {
      setActive(latest.current.getKey(row));
      latest.current.onOpen(row);
    },
    [setActive],
  );

  const isActiveInView = items.some((item) => item.index === activeIndex);
  return (
    <div
      ref={listRef}
      role="grid"
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={isActiveInView ? `${idPrefix}${activeIndex}` : undefined}
      tabIndex={0}
      className={styles.list}
      style={{ height: heightPixels }}
      onKeyDown={onKeyDown}
    >
      <DataListHeader columns={columns} />
      <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const key = getKey(row);
          return (
            <DataListRow
              key={key}
              columns={columns}
              row={row}
              id={`${idPrefix}${index}`}
              rowIndex={index + 2}
              offsetPixels={start}
              isActive={index === activeIndex}
              isSelected={key === props.selectedKey}
              onClick={open}
            />
          );
        })}
      </div>
      {props.footer}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    overflow: 'auto',
    position: 'relative',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: '-2px' },
  }),
  body: css({ position: 'relative' }),
});
