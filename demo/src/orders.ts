/** An order as the shop's API answers it. */
export interface Order {
  readonly id: string;
  readonly status: 'shipped' | 'delivered' | 'processing';
  readonly total: number;
  readonly currency: string;
  readonly carrier: string;
  /** Date, `YYYY-MM-DD`; null while the order is not shipped. */
  readonly shippedAt: string | null;
}

/** An order of a shop that never grows old: it was shipped so many days before today. */
type Sample = Omit<Order, 'shippedAt'> & { readonly shippedDaysAgo: number | null };

const SAMPLES: readonly Sample[] = [
  { id: '1001', status: 'shipped', total: 49.9, currency: 'EUR', carrier: 'Parcel Post', shippedDaysAgo: 3 },
  { id: '2002', status: 'processing', total: 18, currency: 'EUR', carrier: 'Parcel Post', shippedDaysAgo: null },
  { id: '3003', status: 'delivered', total: 120, currency: 'EUR', carrier: 'Quick Freight', shippedDaysAgo: 9 },
  { id: '6006', status: 'delivered', total: 60, currency: 'EUR', carrier: 'Quick Freight', shippedDaysAgo: 8 },
  { id: '6007', status: 'delivered', total: 45.25, currency: 'EUR', carrier: 'Parcel Post', shippedDaysAgo: 7 },
  { id: '7007', status: 'shipped', total: 75.5, currency: 'EUR', carrier: 'Slow Boats', shippedDaysAgo: 19 },
  // Its currency code is wrong, which only the payment provider notices.
  { id: '8812', status: 'delivered', total: 212.4, currency: 'EUX', carrier: 'Quick Freight', shippedDaysAgo: 11 },
  { id: '9090', status: 'delivered', total: 98.5, currency: 'EUR', carrier: 'Parcel Post', shippedDaysAgo: 6 },
];
const DAY_MILLIS = 86_400_000;

/** The date of an instant, `YYYY-MM-DD` in UTC. */
export function toDate(millis: number): string {
  return new Date(millis).toISOString().slice(0, 10);
}

/** The order of that number as the shop has it at an instant. */
export function findOrder(id: string, nowMillis: number): Order | undefined {
  const sample = SAMPLES.find((order) => order.id === id);
  if (!sample) return undefined;
  const { shippedDaysAgo, ...order } = sample;
  return { ...order, shippedAt: shippedDaysAgo === null ? null : toDate(nowMillis - shippedDaysAgo * DAY_MILLIS) };
}
