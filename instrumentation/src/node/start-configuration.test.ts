import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigurationError } from '@botscope/conventions';
import { describe, expect, it } from 'vitest';
import { createTestDirectory } from '../testing/test-directory.ts';
import { readStartConfiguration } from './start-configuration.ts';

const NAMED = { serviceName: 'bot', environment: 'sandbox' };

describe('readStartConfiguration', () => {
  it('takes an option before the environment before the default', () => {
    const environment = {
      OTEL_SERVICE_NAME: 'by-env',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=staging,service.namespace=shop,team=a%20b',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/',
      BOTSCOPE_DATA_DIR: '/var/lib/bot',
    };
    const byDefault = readStartConfiguration(NAMED, {});
    expect(byDefault).toMatchObject({
      enabled: true,
      logsUrl: 'http://127.0.0.1:4318/v1/logs',
      tracesUrl: 'http://127.0.0.1:4318/v1/traces',
      spoolDirectory: resolve('data/spool/bot/sandbox'),
      spoolQuotaBytes: 1_073_741_824,
      runtimeSampleIntervalMillis: 60_000,
      timeoutMillis: 10_000,
      compression: 'none',
      headers: {},
    });
    const byEnvironment = readStartConfiguration({}, environment);
    expect(byEnvironment).toMatchObject({
      logsUrl: 'http://collector:4318/v1/logs',
      spoolDirectory: '/var/lib/bot/spool/by-env/staging',
      resource: {
        'service.name': 'by-env',
        'deployment.environment.name': 'staging',
        'service.namespace': 'shop',
        team: 'a b',
      },
    });
    const byOption = readStartConfiguration({ ...NAMED, endpoint: 'https://c/', spoolDirectory: '/s' }, environment);
    expect(byOption).toMatchObject({
      logsUrl: 'https://c/v1/logs',
      spoolDirectory: '/s',
      resource: { 'service.name': 'bot', 'deployment.environment.name': 'sandbox' },
    });
  });

  it('honours the other OTEL variables, and sends the ingest token', () => {
    const configuration = readStartConfiguration(
      { ...NAMED, headers: { 'x-b': '3' } },
      {
        OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: 'http://logs/in',
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://traces/in',
        OTEL_EXPORTER_OTLP_HEADERS: 'x-a=1,x-b=2',
        OTEL_EXPORTER_OTLP_TIMEOUT: '500',
        OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
        BOTSCOPE_INGEST_TOKEN: 'a-long-ingest-token',
      },
    );
    expect(configuration).toMatchObject({
      logsUrl: 'http://logs/in',
      tracesUrl: 'http://traces/in',
      timeoutMillis: 500,
      compression: 'gzip',
      headers: { authorization: 'Bearer a-long-ingest-token', 'x-a': '1', 'x-b': '3' },
    });
    expect(readStartConfiguration(NAMED, { OTEL_TRACES_EXPORTER: 'none' }).tracesUrl).toBeUndefined();
  });

  it('leaves host and process out of the resource', () => {
    const { resource } = readStartConfiguration(NAMED, {
      OTEL_RESOURCE_ATTRIBUTES: 'host.name=h,process.pid=1,os.type=x,a=b',
    });
    expect(Object.keys(resource)).toEqual(['a', 'service.name', 'deployment.environment.name']);
  });

  it('lists every problem at once, names option or variable, and shows no secret', () => {
    const auditKeyFile = join(createTestDirectory(), 'key.pem');
    writeFileSync(auditKeyFile, 'no key');
    const read = (): unknown =>
      readStartConfiguration(
        {
          endpoint: 'ftp://x',
          bot: { id: ' ' },
          limits: { bodyBytes: 3 },
          spoolQuotaBytes: 1,
          runtimeSampleIntervalMillis: 1.5,
          redaction: { fingerprintKey: 'short' },
          auditKeyFile,
        },
        { OTEL_EXPORTER_OTLP_TIMEOUT: 'soon', BOTSCOPE_INGEST_TOKEN: 'hush' },
      );
    expect(read).toThrow(ConfigurationError);
    const names = [
      'serviceName',
      'environment',
      'endpoint',
      'bot.id',
      'limits.bodyBytes',
      'spoolQuotaBytes',
      'runtimeSampleIntervalMillis',
      'fingerprintKey',
      'auditKeyFile',
      'OTEL_EXPORTER_OTLP_TIMEOUT',
      'BOTSCOPE_INGEST_TOKEN',
    ];
    try {
      read();
    } catch (error) {
      const text = (error as ConfigurationError).message;
      for (const name of names) expect(text).toContain(name);
      expect(text).not.toMatch(/hush|short"/);
    }
  });

  it('is off when OTel is, and asks for nothing then', () => {
    expect(readStartConfiguration({}, { OTEL_SDK_DISABLED: 'true' }).enabled).toBe(false);
    expect(readStartConfiguration({ ...NAMED, enabled: true }, { OTEL_SDK_DISABLED: 'true' }).enabled).toBe(true);
    expect(readStartConfiguration({ enabled: false }, {}).enabled).toBe(false);
  });
});
