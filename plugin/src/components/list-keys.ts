/** Where a key moves the cursor of a list; `undefined` = the key is not for moving, or there is nowhere to go. */
export function toTargetIndex(key: string, from: number, count: number, pageSize: number): number | undefined {
  if (count === 0) return undefined;
  const target = toUnboundedIndex(key, from, count, pageSize);
  return target === undefined ? undefined : Math.min(count - 1, Math.max(0, target));
}

function toUnboundedIndex(key: string, from: number, count: number, pageSize: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return from + 1;
    case 'ArrowUp':
      return from - 1;
    case 'PageDown':
      return from + pageSize;
    case 'PageUp':
      return from - pageSize;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
