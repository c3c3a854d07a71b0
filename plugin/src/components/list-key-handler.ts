import type { KeyboardEvent } from 'react';
import { toTargetIndex } from './list-keys.ts';

/** What the keys of a list act on. */
export interface ListKeyHandlerOptions<Row> {
  readonly rows: readonly Row[];
  /** Row under the cursor; -1 = none. */
  readonly activeIndex: number;
  /** Rows in view: how far the page keys go. */
  readonly pageRows: number;
  readonly onMove: (index: number) => void;
  readonly onOpen: (row: Row) => void;
  readonly onClose: (() => void) | undefined;
  /** Keys that act on the row under the cursor, such as `f`. */
  readonly rowKeys: Readonly<Record<string, (row: Row) => void>> | undefined;
}

/** Handles the keys of a list; those that mean nothing to it are left alone. */
export function createListKeyHandler<Row>(options: ListKeyHandlerOptions<Row>): (event: KeyboardEvent) => void {
  return (event) => {
    const action = toAction(event, options);
    if (!action) return;
    event.preventDefault();
    action();
  };
}

function toAction<Row>(event: KeyboardEvent, options: ListKeyHandlerOptions<Row>): (() => void) | undefined {
  const { rows, activeIndex, pageRows, onMove, onOpen, onClose, rowKeys } = options;
  const { key, target, currentTarget } = event;
  const active = rows[activeIndex];
  const hasModifier = event.ctrlKey || event.altKey || event.metaKey;
  // Keys pressed on a link or button inside a row are that element's own, but the list still moves and closes.
  if (key === 'Enter') return active && target === currentTarget ? () => onOpen(active) : undefined;
  if (key === 'Escape') return onClose;
  const onRow = hasModifier ? undefined : rowKeys?.[key];
  if (onRow) return active && (() => onRow(active));
  const index = toTargetIndex(key, activeIndex, rows.length, pageRows);
  return index === undefined ? undefined : () => onMove(index);
}
