import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactHeaders } from './redact-headers.ts';
import { redactText } from './redact-text.ts';
import { createRedactor } from './redactor.ts';

const redactor = createRedactor({ fingerprintKey: 'key of the tests' });
const redact = (text: string): string => redactText(text, redactor);
const print = redactor.print;

describe('redactText', () => {
  it.each([
    ['{"a":1,"password":"hunter2","b":[2]}', `{"a":1,"password":"${print('hunter2')}","b":[2]}`],
    [
      '{ "token" : 12345678901234567890 , "n": 12345678901234567890 }',
      `{ "token" : "${print('12345678901234567890')}" , "n": 12345678901234567890 }`,
    ],
    ['{"secret":{"a":[1,{"b":"}"}]},"c":1}', `{"secret":"${print('{"a":[1,{"b":"}"}]}')}","c":1}`],
    ['{"p\\u0061ssword":"hunter2"}', `{"p\\u0061ssword":"${print('hunter2')}"}`],
    [
      '{"password":"hunter2","password":"hunter3"}',
      `{"password":"${print('hunter2')}","password":"${print('hunter3')}"}`,
    ],
    ['{"authorization":"Bearer abc"}', `{"authorization":"Bearer ${print('abc')}"}`],
    ['[{"body":"{\\"api_key\\":\\"k\\"}"}]', `[{"body":${JSON.stringify(`{"api_key":"${print('k')}"}`)}}]`],
    ['{"url":"https:\\/\\/h\\/?token=abc"}', `{"url":"https://h/?token=${print('abc')}"}`],
    ['{"token":"cut off in the mid', `{"token":"${print('cut off in the mid')}"`],
    ['{"password":true,"token":null,"secret":""}', '{"password":true,"token":null,"secret":""}'],
    ['{"usage":{"input_tokens":12,"max_tokens":100}}', '{"usage":{"input_tokens":12,"max_tokens":100}}'],
  ])('replaces secrets in the JSON text %s and nothing else', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    ['see https://ann:s3cret@host/path now', `see https://ann:${print('s3cret')}@host/path now`],
    ['GET https://h/p?a=1&access_token=abc%20d#x', `GET https://h/p?a=1&access_token=${print('abc d')}#x`],
    [
      'https://s3/x?X-Amz-Signature=abc&X-Amz-Date=1',
      `https://s3/x?X-Amz-Signature=${print('abc')}&X-Amz-Date=${print('1')}`,
    ],
    ['https://app/cb#access_token=abc&state=1', `https://app/cb#access_token=${print('abc')}&state=1`],
    ['[error] cannot reach https://h/?sig=abc', `[error] cannot reach https://h/?sig=${print('abc')}`],
    ['https://host/orders/1?page=2', 'https://host/orders/1?page=2'],
  ])('replaces secrets in the addresses of %s', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    ['user=ann&password=hunter2&x=', `user=ann&password=${print('hunter2')}&x=`],
    ['password=hunter2', `password=${print('hunter2')}`],
    ['a=b, that is all', 'a=b, that is all'],
  ])('replaces secrets in the form %s', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it('replaces secret fields of a multipart form', () => {
    const part = (name: string, value: string): string =>
      `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const text = `${part('user', 'ann')}${part('password', 'hunter2')}--b--`;
    expect(redact(text)).toBe(`${part('user', 'ann')}${part('password', print('hunter2'))}--b--`);
  });

  it('leaves JSON that has no secrets as it is, whatever its layout', () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 0, max: 4 }), (json, space) => {
        const text = JSON.stringify(JSON.parse(json), null, space);
        fc.pre(!redactor.mayOccurIn(text) && !/[=]|:\/\//.test(text));
        expect(redact(text)).toBe(text);
      }),
    );
  });

  it('leaves no secret behind and does nothing the second time', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9+/]{12,24}$/).map((text) => `S3CR${text}`);
    const name = fc.constantFrom('password', 'apiKey', 'X-Auth-Token', 'client_secret', 'Cookie', 'access_token');
    const member = fc.tuple(name, secret);
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        member.map(([key, hidden]) => ({ [key]: hidden })),
        member.map(([key, hidden]) => `https://h/p?x=1&${key}=${encodeURIComponent(hidden)}`),
        member.map(([key, hidden]) => `x=1&${key}=${encodeURIComponent(hidden)}`),
        tie('value').map((inner) => JSON.stringify(inner)),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'data', 'list'), tie('value')),
        fc.string(),
        fc.double(),
      ),
    }));
    fc.assert(
      fc.property(value, fc.nat(100), (given, cut) => {
        const text = JSON.stringify(given) ?? '';
        const once = redact(cut < 20 ? text.slice(0, -cut || undefined) : text);
        expect(once).not.toContain('S3CR');
        expect(redact(once)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  it('takes hostile texts in linear time', () => {
    const startedAt = performance.now();
    for (const text of [
      '{"' + '\\"'.repeat(40_000) + '\\',
      `{${'"token":'.repeat(20_000)}`,
      '['.repeat(60_000),
      `https://${'a:'.repeat(30_000)}?token=`,
    ]) {
      redact(text);
    }
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

describe('redactHeaders', () => {
  it('replaces secrets, keeps the scheme, joins what is sent twice, and names in lower case', () => {
    const headers = redactHeaders(
      [
        ['Authorization', 'Bearer abc'],
        ['X-Api-Key', 'k'],
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
        ['Accept', 'text/plain'],
        ['Location', 'https://h/?token=t'],
      ],
      redactor,
    );
    expect({ ...headers }).toEqual({
      authorization: `Bearer ${print('abc')}`,
      'x-api-key': print('k'),
      'set-cookie': `${print('a=1')}, ${print('b=2')}`,
      accept: 'text/plain',
      location: `https://h/?token=${print('t')}`,
    });
  });
});
