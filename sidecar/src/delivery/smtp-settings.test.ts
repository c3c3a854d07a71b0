import { describe, expect, it } from 'vitest';
import { readSmtpSettings, type SmtpInput } from './smtp-settings.ts';

const NOTHING: SmtpInput = { port: 587, tls: 'required' };

describe('readSmtpSettings', () => {
  it('is nothing where nothing is set', () => {
    expect(readSmtpSettings(NOTHING)).toEqual({ problems: [] });
  });

  it.each<[Partial<SmtpInput>, unknown]>([
    [{ url: 'smtp://mail.example' }, { host: 'mail.example', port: 587, implicitTls: false, requireTls: true }],
    [{ url: 'smtps://mail.example' }, { host: 'mail.example', port: 465, implicitTls: true, requireTls: true }],
    [
      { url: 'smtp://me%40x:p%3Aw%25@mail.example:2525' },
      { host: 'mail.example', port: 2525, implicitTls: false, requireTls: true, user: 'me@x', password: 'p:w%' },
    ],
    [{ url: 'smtp://[::1]:25' }, { host: '::1', port: 25, implicitTls: false, requireTls: false }],
    [
      { host: 'localhost', port: 1025 },
      { host: 'localhost', port: 1025, implicitTls: false, requireTls: false },
    ],
    [
      { host: 'mail', tls: 'optional' },
      { host: 'mail', port: 587, implicitTls: false, requireTls: false },
    ],
    [
      { host: 'mail', port: 465, user: 'a', password: 'b' },
      { host: 'mail', port: 465, implicitTls: true, requireTls: true, user: 'a', password: 'b' },
    ],
  ])('reads %j', (input, settings) => {
    expect(readSmtpSettings({ ...NOTHING, ...input })).toEqual({ settings, problems: [] });
  });

  it.each<[Partial<SmtpInput>, string]>([
    [{ url: 'mail.example' }, 'BOTSCOPE_SMTP_URL'],
    [{ url: 'http://u:secret-pw@mail.example' }, 'BOTSCOPE_SMTP_URL'],
    [{ url: 'smtp://mail.example', host: 'other' }, 'excludes'],
    [{ user: 'me' }, 'BOTSCOPE_SMTP_HOST is missing'],
    [{ host: 'mail', user: 'me' }, 'both a user name and a password'],
  ])('refuses %j', (input, text) => {
    const { problems } = readSmtpSettings({ ...NOTHING, ...input });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(text);
    expect(problems[0]).not.toContain('secret-pw');
  });
});
