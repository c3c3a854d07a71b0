/** What the bot understood. */
export interface Intent {
  readonly name: 'order_status' | 'refund' | 'goodbye' | 'unknown';
  /** Order number in the message, four digits. */
  readonly orderId?: string;
}

/** The flow whose question the message may answer. */
export type Waiting = 'orders' | 'refund' | undefined;

/** Understands a message: a number alone answers the question that was asked last. */
export function detectIntent(text: string, waiting: Waiting): Intent {
  const orderId = /\b\d{4}\b/.exec(text)?.[0];
  const order = orderId === undefined ? {} : { orderId };
  if (/\b(refund|money|return)\b/i.test(text)) return { name: 'refund', ...order };
  if (/\bbye\b/i.test(text)) return { name: 'goodbye' };
  if (waiting === 'refund' && orderId) return { name: 'refund', ...order };
  if (orderId || /\b(order|parcel|where)\b/i.test(text)) return { name: 'order_status', ...order };
  if (/\b(thanks|thank you)\b/i.test(text)) return { name: 'goodbye' };
  return { name: 'unknown' };
}
