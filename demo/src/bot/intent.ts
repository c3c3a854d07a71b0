/** What the bot understood. */
export interface Intent {
  readonly name: 'order_status' | 'refund' | 'checkout' | 'call_back' | 'question' | 'goodbye' | 'unknown';
  /** Order number in the message, four digits. */
  readonly orderId?: string;
  /** Voucher code in the message, such as SUMMER10. */
  readonly voucher?: string;
}

/** The flow whose question the message may answer. */
export type Waiting = 'orders' | 'refund' | undefined;

/** Understands a message: a number alone answers the question that was asked last. */
export function detectIntent(text: string, waiting: Waiting): Intent {
  const orderId = /\b\d{4}\b/.exec(text)?.[0];
  const order = orderId === undefined ? {} : { orderId };
  if (/\b(refund|money|return)\b/i.test(text)) return { name: 'refund', ...order };
  if (/\bbye\b/i.test(text)) return { name: 'goodbye' };
  if (/\b(cart|check ?out|voucher)\b/i.test(text)) return { name: 'checkout', ...findVoucher(text) };
  if (/\bcall me\b/i.test(text)) return { name: 'call_back' };
  if (/\b(open|opening hours|ship|abroad)\b/i.test(text)) return { name: 'question' };
  if (waiting === 'refund' && orderId) return { name: 'refund', ...order };
  if (orderId || /\b(order|parcel|where)\b/i.test(text)) return { name: 'order_status', ...order };
  if (/\b(thanks|thank you)\b/i.test(text)) return { name: 'goodbye' };
  return { name: 'unknown' };
}

function findVoucher(text: string): Pick<Intent, 'voucher'> {
  const voucher = /\b[A-Z]{3,}\d+\b/.exec(text)?.[0];
  return voucher === undefined ? {} : { voucher };
}
