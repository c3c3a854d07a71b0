import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigurationError } from '@botscope/conventions';
import { trace } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import type { StartBotTelemetryOptions } from '../api/start-options.ts';
import { createTestDirectory } from '../testing/test-directory.ts';
import { readStartConfiguration } from './start-configuration.ts';

const NAMED = { serviceName: 'bot', environment: 'sandbox' };

function listProblems(options: StartBotTelemetryOptions): readonly string[] {
  try {
    readStartConfiguration(options, {});
    return [];
  } catch (error) {
    return (error as ConfigurationError).problems;
  }
}

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

  it('names every option that does not exist or is of a wrong kind, with what was meant, and no value', () => {
    const options = {
      servicename: 'bot',
      environment: 5,
      bot: { id: '42', nmae: 'Support' },
      redaction: { keys: 'S3CRET', fingerprintKey: 'short' },
      limits: 7,
      headers: { 'x-a': 1 },
      global: 'yes',
      tracerProvider: {},
      recordFailures: 'no',
      telemetryColour: 'S3CRET',
    } as unknown as StartBotTelemetryOptions;
    const problems = listProblems(options);
    for (const pattern of [
      /^servicename is no option: did you mean serviceName\?$/,
      /^environment must be a text that is not empty; it is of type number\.$/,
      /^bot\.nmae is no option: did you mean name\?$/,
      /^redaction\.keys must be a list of texts/,
      /^redaction\.fingerprintKey must have at least 16/,
      /^limits must be an object with bodyBytes/,
      /^headers must be an object of texts/,
      /^global must be true, false or 'attach'/,
      /^tracerProvider must be a provider of OpenTelemetry/,
      /^recordFailures must be true or false/,
      /^telemetryColour is no option: leave it out\. Options here are bot, /,
      /^serviceName is missing/,
    ]) {
      expect(problems.filter((problem) => pattern.test(problem))).toHaveLength(1);
    }
    expect(problems).toHaveLength(12);
    expect(problems.join()).not.toContain('S3CRET');
  });

  it('names options that exclude each other, and files and directories that cannot be used, together', () => {
    const file = join(createTestDirectory(), 'file');
    writeFileSync(file, '');
    const problems = listProblems({
      ...NAMED,
      endpoint: 'http://collector:4318/v1/logs',
      ingestToken: 'a-long-ingest-token',
      headers: { Authorization: 'Bearer x', 'x y': 'z' },
      tracerProvider: trace.getTracerProvider(),
      global: 'attach',
      spoolDirectory: join(file, 'spool'),
      auditKeyFile: join(file, 'key.pem'),
    });
    for (const pattern of [
      /^tracerProvider and global/,
      /^ingestToken and headers\.authorization/,
      /^endpoint must be the base address/,
      /^headers\."x y"/,
      /^spoolDirectory .* is not a directory\. Give a directory/,
      /^auditKeyFile .*openssl genpkey/,
    ]) {
      expect(problems.filter((problem) => pattern.test(problem))).toHaveLength(1);
    }
    expect(problems).toHaveLength(6);
  });

  it('throws an error that programs know by its code', () => {
    expect(() => readStartConfiguration({}, {})).toThrow(expect.objectContaining({ code: 'CONFIGURATION_INVALID' }));
    for (const options of ['bot', null, []]) {
      expect(listProblems(options as never)).toContain('The options must be an object.');
    }
    expect(listProblems({ ...NAMED, endpoint: 'ftp://ann:hush@h' }).join()).not.toContain('hush');
  });

  it('is off when OTel is, and asks for nothing then', () => {
    expect(readStartConfiguration({}, { OTEL_SDK_DISABLED: 'true' }).enabled).toBe(false);
    expect(readStartConfiguration({ ...NAMED, enabled: true }, { OTEL_SDK_DISABLED: 'true' }).enabled).toBe(true);
    expect(readStartConfiguration({ enabled: false }, {}).enabled).toBe(false);
  });
});
