import { describe, expect, it } from 'vitest';
import {
  ConfigurationError,
  flagVariable,
  integerVariable,
  portVariable,
  readConfiguration,
  secretVariable,
  textVariable,
  urlVariable,
} from './configuration.ts';

const table = {
  port: portVariable({ key: 'APP_PORT', description: 'where it listens', defaultValue: 80 }),
  upstream: urlVariable({ key: 'APP_UPSTREAM', description: 'whom it asks' }),
  token: secretVariable({ key: 'APP_TOKEN', description: 'who may ask' }),
  verbose: flagVariable({ key: 'APP_VERBOSE', description: 'whether it talks', defaultValue: false }),
  hours: integerVariable({ key: 'APP_HOURS', description: 'how long', defaultValue: 24, minimum: 1, maximum: 48 }),
  title: textVariable({ key: 'APP_TITLE', description: 'what it is called', defaultValue: 'App' }),
};
const good = { APP_UPSTREAM: 'http://127.0.0.1:3100/', APP_TOKEN: 'k3-9f8e7d6c5b4a3210' };

describe('readConfiguration', () => {
  it('takes the environment before the default, and an empty text as not set', () => {
    expect(readConfiguration(table, { ...good, APP_PORT: '0', APP_HOURS: '' })).toEqual({
      port: 0,
      upstream: 'http://127.0.0.1:3100',
      token: 'k3-9f8e7d6c5b4a3210',
      verbose: false,
      hours: 24,
      title: 'App',
    });
  });

  it('lists all problems at once, and no secret', () => {
    const read = () =>
      readConfiguration(table, { APP_PORT: '80x', APP_TOKEN: 'changeme-changeme', APP_VERBOSE: 'yes', APP_HOURS: '0' });
    expect(read).toThrow(ConfigurationError);
    try {
      read();
    } catch (error) {
      const { problems, message } = error as ConfigurationError;
      expect(problems.map((p) => p.split(/[ =]/)[0])).toEqual([
        'APP_PORT',
        'APP_UPSTREAM',
        'APP_TOKEN',
        'APP_VERBOSE',
        'APP_HOURS',
      ]);
      expect(message).not.toContain('changeme');
    }
  });
});
