import { describe, expect, it } from 'vitest';
import { ConfigurationError, readVariables } from './read-variables.ts';
import {
  choiceVariable,
  integerVariable,
  optional,
  portVariable,
  secretVariable,
  textVariable,
  urlVariable,
} from './variable.ts';

const table = {
  name: textVariable({ name: 'T_NAME', description: 'A name.', defaultText: 'anon' }),
  note: optional(textVariable({ name: 'T_NOTE', description: 'A note.' })),
  secret: secretVariable({ name: 'T_SECRET', description: 'Shared secret.' }),
  url: urlVariable({ name: 'T_URL', description: 'Where.', defaultText: 'http://127.0.0.1:3000/' }),
  port: portVariable({ name: 'T_PORT', description: 'Port.', defaultText: '80' }),
  hours: integerVariable({ name: 'T_HOURS', description: 'Hours.', defaultText: '24' }, { minimum: 1, maximum: 48 }),
  mode: choiceVariable({ name: 'T_MODE', description: 'Mode.', defaultText: 'on' }, ['on', 'off']),
};
const secret = 'f3b1a09c2d4e5f60718293a4';

describe('readVariables', () => {
  it('takes defaults where the environment says nothing or is empty', () => {
    const { values, problems } = readVariables(table, { T_SECRET: secret, T_PORT: '' });
    expect(problems).toEqual([]);
    expect(values).toEqual({ name: 'anon', secret, url: 'http://127.0.0.1:3000', port: 80, hours: 24, mode: 'on' });
  });

  it('lets the environment win over defaults', () => {
    const { values } = readVariables(table, {
      T_SECRET: secret,
      T_NOTE: 'n',
      T_URL: 'https://a.example/x/',
      T_MODE: 'off',
    });
    expect(values).toMatchObject({ note: 'n', url: 'https://a.example/x', mode: 'off' });
  });

  it('lists every problem at once, each with its variable', () => {
    const { problems } = readVariables(table, { T_URL: 'ftp://x', T_PORT: '70000', T_HOURS: '1.5', T_MODE: 'maybe' });
    expect(problems.map((p) => p.split(' ')[0])).toEqual(['T_SECRET', 'T_URL', 'T_PORT', 'T_HOURS', 'T_MODE']);
    expect(new ConfigurationError(problems).message).toContain('T_MODE is "maybe", not on or off');
  });

  it.each([
    'xq71',
    'example-secret-0123456789',
    'change-me-change-me-1',
    'aaaaaaaaaaaaaaaaaaaa',
    'with a space in the text',
  ])('refuses the secret %j and does not repeat it', (text) => {
    const [problem] = readVariables(table, { T_SECRET: text }).problems;
    expect(problem).toContain('T_SECRET');
    expect(problem).not.toContain(text);
  });

  it.each(['http://user:pw@host', 'http://host/?a=b', 'host:3000', ''])(
    'refuses or defaults the address %j',
    (text) => {
      const { values, problems } = readVariables(table, { T_SECRET: secret, T_URL: text });
      expect(problems.length === 1 || values.url === 'http://127.0.0.1:3000').toBe(true);
      expect(problems.join()).not.toContain('pw');
    },
  );
});
