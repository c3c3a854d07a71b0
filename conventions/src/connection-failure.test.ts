import { describe, expect, it } from 'vitest';
import { describeConnectionFailure } from './connection-failure.ts';

const withCode = (code: string) => Object.assign(new Error('x'), { code });
const describeCode = (code: string) => describeConnectionFailure(withCode(code), 'BOTSCOPE_LOKI_URL');

describe('describeConnectionFailure', () => {
  it.each([
    ['ECONNREFUSED', 'Nothing listens there.', 'Start it, or check host and port in BOTSCOPE_LOKI_URL.'],
    ['ENOTFOUND', 'Its name cannot be resolved.', 'Check the host name in BOTSCOPE_LOKI_URL.'],
    ['EPROTO', 'It does not speak TLS.', 'Let the address in BOTSCOPE_LOKI_URL begin with http://.'],
    [
      'HPE_INVALID_CONSTANT',
      'It does not speak plain HTTP.',
      'Let the address in BOTSCOPE_LOKI_URL begin with https://, or name another port.',
    ],
    ['CERT_HAS_EXPIRED', 'Its certificate has expired.', 'Renew the certificate.'],
    ['EODD', 'The connection broke.', 'Check host and port in BOTSCOPE_LOKI_URL.'],
  ])('says what %s means', (code, reason, fix) => {
    expect(describeCode(code)).toEqual({ code, reason, fix });
  });

  it('finds the code below what wraps it, and a time-out without one', () => {
    const wrapped = new TypeError('fetch failed', { cause: new AggregateError([withCode('ECONNREFUSED')]) });
    expect(describeConnectionFailure(wrapped, 'V').code).toBe('ECONNREFUSED');
    expect(describeConnectionFailure(new DOMException('late', 'TimeoutError'), 'V').code).toBe('ETIMEDOUT');
    expect(describeConnectionFailure('odd', 'V')).toMatchObject({ reason: 'The connection broke.' });
  });
});
