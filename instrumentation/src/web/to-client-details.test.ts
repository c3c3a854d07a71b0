import { describe, expect, it } from 'vitest';
import { toClientDetails } from './to-client-details.ts';

function details(forwarded: string | undefined, trustedProxies: number): string | undefined {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return toClientDetails({ headers, socket: { remoteAddress: '::ffff:10.0.0.1' } }, trustedProxies).ip;
}

describe('toClientDetails', () => {
  it.each([
    ['nothing is forwarded', undefined, 1, '10.0.0.1'],
    ['nobody is trusted', '203.0.113.9', 0, '10.0.0.1'],
    ['one proxy is trusted', '198.51.100.66, 203.0.113.9', 1, '203.0.113.9'],
    ['two proxies are trusted', '198.51.100.66, 203.0.113.9, 10.0.0.2', 2, '203.0.113.9'],
    ['more proxies are trusted than there are', '203.0.113.9', 5, '203.0.113.9'],
    ['it has ports and brackets', '[2001:db8::1]:8080', 1, '2001:db8::1'],
    ['it is no address', 'unknown', 1, '10.0.0.1'],
    ['it is very long', `${'1.1.1.1, '.repeat(10_000)}203.0.113.9`, 1, '203.0.113.9'],
  ])('knows the address when %s', (_when, forwarded, trustedProxies, ip) => {
    expect(details(forwarded, trustedProxies)).toBe(ip);
  });

  it('leaves out the query, and cuts what is long', () => {
    const request = {
      method: 'POST',
      url: '/x',
      originalUrl: '/login?token=t',
      headers: { 'user-agent': 'x'.repeat(999) },
    };
    expect(toClientDetails({ ...request, socket: {} }, 0)).toEqual({
      request: 'POST /login',
      userAgent: 'x'.repeat(512),
    });
  });
});
