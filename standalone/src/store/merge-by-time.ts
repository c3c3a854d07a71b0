/** One of several ordered sources. */
export interface TimeSource<T> {
  /** No item comes before this time in the order of the merge: the newest time backwards, the oldest forwards. */
  readonly edgeUnixNano: bigint;
  /** Called only once the merge has reached the edge. */
  open(): Iterator<T>;
}

interface Timed {
  readonly timestampUnixNano: bigint;
  readonly id: bigint;
}

/** Merges sources that are each ordered by time and id, opening them as late as possible. */
export function* mergeByTime<T extends Timed>(
  sources: readonly TimeSource<T>[],
  direction: 'backward' | 'forward',
): Generator<T, void> {
  const isBackward = direction === 'backward';
  const isBefore = (left: bigint, right: bigint) => (isBackward ? left > right : left < right);
  const comesFirst = (left: T, right: T) =>
    left.timestampUnixNano === right.timestampUnixNano
      ? isBefore(left.id, right.id)
      : isBefore(left.timestampUnixNano, right.timestampUnixNano);
  const waiting = [...sources].sort((left, right) => (isBefore(left.edgeUnixNano, right.edgeUnixNano) ? 1 : -1));
  const open: { readonly iterator: Iterator<T>; head: T }[] = [];
  try {
    for (;;) {
      let first = firstOf(open, comesFirst);
      for (;;) {
        const next = waiting.at(-1);
        if (next === undefined || (first && isBefore(first.head.timestampUnixNano, next.edgeUnixNano))) break;
        waiting.pop();
        const iterator = next.open();
        const head = iterator.next();
        if (head.done !== true) open.push({ iterator, head: head.value });
        first = firstOf(open, comesFirst);
      }
      if (first === undefined) return;
      yield first.head;
      const next = first.iterator.next();
      if (next.done === true) open.splice(open.indexOf(first), 1);
      else first.head = next.value;
    }
  } finally {
    for (const { iterator } of open) iterator.return?.();
  }
}

function firstOf<T>(
  open: readonly { readonly iterator: Iterator<T>; head: T }[],
  comesFirst: (left: T, right: T) => boolean,
): { readonly iterator: Iterator<T>; head: T } | undefined {
  return open.reduce<(typeof open)[number] | undefined>(
    (first, one) => (first === undefined || comesFirst(one.head, first.head) ? one : first),
    undefined,
  );
}
