import { ConfigurationError } from '@botscope/conventions';
import { describe, expect, it } from 'vitest';
import { readSidecarConfig } from './config.ts';
import { INGEST_TOKEN, INTERNAL_SECRET } from '../tests/sidecar.ts';

const minimal = { BOTSCOPE_INGEST_TOKEN: INGEST_TOKEN, BOTSCOPE_INTERNAL_SECRET: INTERNAL_SECRET };

describe('readSidecarConfig', () => {
  it('needs the two secrets and nothing else: mails to owner@localhost, as files', () => {
    expect(readSidecarConfig(minimal)).toEqual({
      host: '127.0.0.1',
      port: 4380,
      ingestToken: INGEST_TOKEN,
      internalSecret: INTERNAL_SECRET,
      dataDirectory: expect.stringMatching(/^\/.*\/data$/),
      publicUrl: 'http://127.0.0.1:3000',
      lokiUrl: 'http://127.0.0.1:3100',
      ownerEmail: 'owner@localhost',
      mailFrom: 'botscope@localhost',
      windowHours: 24,
    });
  });

  it('lists everything that is wrong at once, without passwords', () => {
    const environment = {
      BOTSCOPE_INGEST_TOKEN: 'short',
      BOTSCOPE_SIDECAR_PORT: '99999',
      BOTSCOPE_OWNER_EMAIL: 'a@b, c@d',
      BOTSCOPE_MAIL_FROM: 'x\r\nBcc: y@z',
      BOTSCOPE_ALERT_WINDOW_HOURS: '0',
      BOTSCOPE_SMTP_URL: 'ftp://me:secret-password@x',
      BOTSCOPE_PUBLIC_URL: 'javascript:alert(1)',
    };
    const problems = ((): readonly string[] => {
      try {
        readSidecarConfig(environment);
        return [];
      } catch (error) {
        return error instanceof ConfigurationError ? error.problems : [String(error)];
      }
    })();
    const names = [...Object.keys(environment), 'BOTSCOPE_INTERNAL_SECRET'];
    for (const name of names)
      expect(
        problems.filter((problem) => problem.startsWith(name)),
        name,
      ).toHaveLength(1);
    expect(problems).toHaveLength(names.length);
    expect(problems.join()).not.toContain('secret-password');
  });
});
