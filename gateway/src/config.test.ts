import { ConfigurationError } from '@botscope/conventions';
import { describe, expect, it } from 'vitest';
import { readGatewayConfig } from './config.ts';
import { INTERNAL_SECRET, PROXY_SECRET, READ_TOKEN } from '../tests/gateway.ts';

const minimal = { BOTSCOPE_PROXY_SECRET: PROXY_SECRET, BOTSCOPE_INTERNAL_SECRET: INTERNAL_SECRET };

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readGatewayConfig(environment);
    return [];
  } catch (error) {
    return error instanceof ConfigurationError ? error.problems : [String(error)];
  }
}

describe('readGatewayConfig', () => {
  it('needs the two secrets and nothing else', () => {
    const config = readGatewayConfig(minimal);
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 4390,
      readOnlyPort: 4391,
      lokiUrl: 'http://127.0.0.1:3100',
      grafanaRootUrl: 'http://127.0.0.1:3000/',
      grafanaOrgIds: [1],
      rolesFrom: 'token',
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('takes the issuer from the root URL where Grafana is known by another name inside', () => {
    const config = readGatewayConfig({
      ...minimal,
      BOTSCOPE_GRAFANA_URL: 'http://grafana:3000',
      BOTSCOPE_GRAFANA_ROOT_URL: 'https://example.test/grafana/',
    });
    expect(config).toMatchObject({
      grafanaUrl: 'http://grafana:3000',
      grafanaRootUrl: 'https://example.test/grafana/',
    });
  });

  it('lists everything that is wrong at once', () => {
    const problems = problemsOf({
      BOTSCOPE_PROXY_SECRET: '',
      BOTSCOPE_INTERNAL_SECRET: 'changeme-changeme-1234',
      BOTSCOPE_GATEWAY_PORT: 'http',
      BOTSCOPE_GATEWAY_READ_HOST: '0.0.0.0',
      BOTSCOPE_GRAFANA_ORG_IDS: '1;2',
      BOTSCOPE_API_LOGS: 'no',
    });
    const names = [
      'GATEWAY_PORT',
      'PROXY_SECRET',
      'INTERNAL_SECRET',
      'API_LOGS',
      'GATEWAY_READ_HOST',
      'GRAFANA_ORG_IDS',
    ];
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(names.map((name) => `BOTSCOPE_${name}`));
    expect(problems.join()).not.toContain('changeme');
  });

  it('wants a read token off loopback, and secrets that differ', () => {
    expect(problemsOf({ ...minimal, BOTSCOPE_GATEWAY_READ_HOST: '0.0.0.0' })).toHaveLength(1);
    expect(problemsOf({ ...minimal, BOTSCOPE_GATEWAY_READ_HOST: '0.0.0.0', BOTSCOPE_READ_TOKEN: READ_TOKEN })).toEqual(
      [],
    );
    expect(problemsOf({ ...minimal, BOTSCOPE_INTERNAL_SECRET: PROXY_SECRET })).toHaveLength(1);
  });
});
