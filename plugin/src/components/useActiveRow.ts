import { useState } from 'react';

/**
 * The row under a list's cursor, held by key so that it stays on its row when rows come in above it.
 * `activeIndex` is -1 before the cursor was moved and while its row is not among the rows.
 */
export function useActiveRow<Row>(rows: readonly Row[], getKey: (row: Row) => string, selectedKey: string | undefined) {
  const [movedKey, setActive] = useState<string>();
  const [lastSelected, setLastSelected] = useState(selectedKey);
  if (selectedKey !== lastSelected) {
    setLastSelected(selectedKey);
    if (selectedKey !== undefined) setActive(selectedKey);
  }
  const activeKey = movedKey ?? selectedKey;
  const activeIndex = activeKey === undefined ? -1 : rows.findIndex((row) => getKey(row) === activeKey);
  return { activeIndex, setActive };
}
