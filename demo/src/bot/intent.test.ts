import { describe, expect, it } from 'vitest';
import { detectIntent, type Waiting } from './intent.ts';

describe('detectIntent', () => {
  it.each<[string, Waiting, object]>([
    ['I want a refund', undefined, { name: 'refund' }],
    ['REFUND order 8812 please', undefined, { name: 'refund', orderId: '8812' }],
    ['Where is my money?', undefined, { name: 'refund' }],
    ['I want to return 1001', 'orders', { name: 'refund', orderId: '1001' }],
    ['Where is my order?', undefined, { name: 'order_status' }],
    ['my parcel 7007', undefined, { name: 'order_status', orderId: '7007' }],
    ['Thanks, bye', 'refund', { name: 'goodbye' }],
    ['Thank you', undefined, { name: 'goodbye' }],
    ['Bye 1001', undefined, { name: 'goodbye' }],
    ['Thanks, and where is order 1001?', undefined, { name: 'order_status', orderId: '1001' }],
    ['Check out my cart', undefined, { name: 'checkout' }],
    ['Use voucher SUMMER10', 'orders', { name: 'checkout', voucher: 'SUMMER10' }],
    ['Call me back', undefined, { name: 'call_back' }],
    ['Do you ship abroad?', undefined, { name: 'question' }],
    ['Hello', undefined, { name: 'unknown' }],
    ['12345', undefined, { name: 'unknown' }],
    ['refundable?', undefined, { name: 'unknown' }],
  ])('understands "%s" while waiting for %s', (text, waiting, intent) => {
    expect(detectIntent(text, waiting)).toEqual(intent);
  });

  it.each<[Waiting, string]>([
    ['refund', 'refund'],
    ['orders', 'order_status'],
    [undefined, 'order_status'],
  ])('takes a number alone as the answer to the question of %s', (waiting, name) => {
    expect(detectIntent(' 8812 ', waiting)).toEqual({ name, orderId: '8812' });
  });
});
