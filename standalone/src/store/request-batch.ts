import type { SeriesWriter } from './series-writer.ts';

/** The items of one request for one series. `places` are their positions in the request: ids follow that order. */
export interface BatchPart {
  readonly series: SeriesWriter<unknown>;
  readonly items: readonly unknown[];
  readonly places: readonly number[];
}

/** What one request stores. */
export interface RequestBatch {
  /** Items of all parts. */
  readonly size: number;
  readonly parts: readonly BatchPart[];
}

/** Items for one series with their ids, in order. */
export interface SeriesItems {
  readonly items: unknown[];
  readonly ids: bigint[];
}

/** Divides the items of a request among series. */
export function toRequestBatch<Item>(
  items: readonly Item[],
  seriesOf: (item: Item) => SeriesWriter<Item>,
): RequestBatch {
  const parts = new Map<SeriesWriter<Item>, { readonly items: Item[]; readonly places: number[] }>();
  items.forEach((item, place) => {
    const series = seriesOf(item);
    let part = parts.get(series);
    if (part === undefined) parts.set(series, (part = { items: [], places: [] }));
    part.items.push(item);
    part.places.push(place);
  });
  return {
    size: items.length,
    parts: [...parts].map(([series, part]) => ({ series: series, ...part })),
  };
}

/** The items of several requests by series; ids begin at `firstId` and follow the order of requests and places. */
export function groupBySeries(
  batches: readonly RequestBatch[],
  firstId: bigint,
): ReadonlyMap<SeriesWriter<unknown>, SeriesItems> {
  const groups = new Map<SeriesWriter<unknown>, SeriesItems>();
  let base = firstId;
  for (const { size, parts } of batches) {
    for (const { series, items, places } of parts) {
      let group = groups.get(series);
      if (group === undefined) groups.set(series, (group = { items: [], ids: [] }));
      for (const item of items) group.items.push(item);
      for (const place of places) group.ids.push(base + BigInt(place));
    }
    base += BigInt(size);
  }
  return groups;
}
