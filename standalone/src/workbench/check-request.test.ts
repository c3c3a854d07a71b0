import { describe, expect, it } from 'vitest';
import { checkRequest } from './check-request.ts';

const request = { method: 'GET', host: '127.0.0.1:3000', origin: undefined, localAddress: '127.0.0.1' };
const check = (changes: Partial<Parameters<typeof checkRequest>[0]>, publicUrl?: string) => () =>
  checkRequest({ ...request, ...changes }, publicUrl);

describe('checkRequest', () => {
  it.each(['127.0.0.1:3000', 'localhost:3000', '[::1]:3000', 'LOCALHOST', '127.0.0.5'])('answers for %s', (host) => {
    expect(check({ host })).not.toThrow();
  });

  it.each([
    'evil.example',
    'evil.example:3000',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '10.0.0.1',
    '',
    'a b',
  ])('refuses the host "%s" and names it', (host) => {
    expect(check({ host })).toThrow(`"${host}"`);
  });

  it('answers for the host of the public address', () => {
    expect(check({ host: 'bots.example' }, 'https://bots.example/grafana')).not.toThrow();
    expect(check({ host: 'other.example' }, 'https://bots.example/grafana')).toThrow('other.example');
  });

  it('refuses what came in from another machine', () => {
    expect(check({ localAddress: '10.0.0.2' })).toThrow('loopback');
    expect(check({ localAddress: '::ffff:127.0.0.1' })).not.toThrow();
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('takes a %s from its own origin only', (method) => {
    expect(check({ method, origin: 'http://127.0.0.1:3000' })).not.toThrow();
    expect(check({ method, origin: 'http://127.0.0.1:4000' })).toThrow('http://127.0.0.1:4000');
    expect(check({ method, origin: 'null' })).toThrow('null');
    expect(check({ method })).toThrow('Origin');
  });

  it('takes a change from the origin of the public address', () => {
    const publicUrl = 'https://bots.example/';
    expect(check({ method: 'POST', origin: 'https://bots.example' }, publicUrl)).not.toThrow();
  });
});
