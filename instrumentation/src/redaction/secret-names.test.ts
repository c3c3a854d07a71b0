import { describe, expect, it } from 'vitest';
import { createSecretNames } from './secret-names.ts';

const names = createSecretNames(['pin-code']);

describe('isSecret', () => {
  it.each([
    'authorization',
    'Authorization',
    'Proxy-Authorization',
    'cookie',
    'Set-Cookie',
    'token',
    'access_token',
    'refreshToken',
    'X-Auth-Token',
    'csrf_tokens',
    'secret',
    'client_secret',
    'AWS_SECRET_ACCESS_KEY',
    'password',
    'newPassword',
    'pwd',
    'api_key',
    'X-API-Key',
    'apikey',
    'private_key',
    'credentials',
    'PIN code',
    'pinCode',
    'Passwort',
    'CONTRASEÑA',
    'Mot de passe',
    'Пароль',
    'API-Токен',
    '密码',
    'パスワード',
    'ｐａｓｓｗｏｒｄ',
  ])('%s is one', (name) => {
    expect(names.isSecret(name)).toBe(true);
    expect(names.mayOccurIn(`{"${name}": 1}`)).toBe(true);
  });

  it.each([
    'max_tokens',
    'gen_ai.usage.input_tokens',
    'prompt_tokens',
    'total_tokens',
    'token_count',
    'tokenizer',
    'prompt_tokens_details',
    'secretary',
    'author',
    'автор',
    '名前',
    'key',
    'name',
    'sig',
    'spin',
    '',
  ])('%s is none', (name) => {
    expect(names.isSecret(name)).toBe(false);
  });
});

describe('isSecretParameter', () => {
  it.each([
    'sig',
    'Signature',
    'X-Amz-Signature',
    'X-Amz-Security-Token',
    'x-amz-credential',
    'X-Goog-Signature',
    'token',
  ])('%s is one', (name) => expect(names.isSecretParameter(name)).toBe(true));

  it.each(['design', 'sigma', 'page', 'q'])('%s is none', (name) => {
    expect(names.isSecretParameter(name)).toBe(false);
  });
});
