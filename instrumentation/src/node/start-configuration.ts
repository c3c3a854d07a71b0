import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseSigningKey, type SigningKey } from '@botscope/audit-chain';
import {
  ATTR_DEPLOYMENT_ENVIRONMENT_NAME,
  ATTR_SERVICE_INSTANCE_ID,
  ATTR_SERVICE_NAME,
  ATTR_SERVICE_NAMESPACE,
  ATTR_SERVICE_VERSION,
  ConfigurationError,
  readVariables,
  type Environment,
  type VariableValues,
} from '@botscope/conventions';
import { parseKeyPairsIntoRecord } from '@opentelemetry/core';
import type { StartBotTelemetryOptions } from '../api/start-options.ts';
import { judgeShape } from '../options/option-shape.ts';
import { START_SHAPE } from '../options/start-shape.ts';
import { listDirectoryProblems } from './list-directory-problems.ts';
import { listOptionProblems } from './list-option-problems.ts';
import { START_VARIABLES } from './start-variables.ts';

/** Whom to ask for capture rules. */
export interface CapturePollingConfiguration {
  readonly sidecarUrl: string;
  /** Ingest token. */
  readonly token: string | undefined;
  readonly intervalMillis: number;
}

/** Everything that `startBotTelemetry` needs to know, checked. */
export interface StartConfiguration {
  readonly enabled: boolean;
  readonly options: StartBotTelemetryOptions;
  /** Without `service.instance.id` where that is to be made by the spool. */
  readonly resource: Readonly<Record<string, string>>;
  readonly logsUrl: string;
  /** Undefined: no spans are exported. */
  readonly tracesUrl: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMillis: number;
  readonly compression: 'none' | 'gzip';
  /** As given, or a random one. */
  readonly fingerprintKey: string;
  /** Key of signed carriers. */
  readonly carrierKey: string | undefined;
  readonly signingKey: SigningKey | undefined;
  /** Undefined: nobody is asked for capture rules. */
  readonly capturePolling: CapturePollingConfiguration | undefined;
  readonly spoolDirectory: string;
  readonly spoolQuotaBytes: number;
  /** 0: no run-time samples. */
  readonly runtimeSampleIntervalMillis: number;
}

type Values = VariableValues<typeof START_VARIABLES>;

/** Ten minutes without a Collector at 500 steps a second with half a kilobyte of input and of output each. */
const DEFAULT_QUOTA_BYTES = 1 << 30;
const DEFAULT_SAMPLE_INTERVAL_MILLIS = 60_000;
const DEFAULT_POLL_INTERVAL_MILLIS = 25_000;
/** Loki copies resource attributes to every record; these say nothing that one needs there. */
const UNWANTED = /^(?:host|process|os|telemetry|container|k8s|cloud)\./;

/**
 * Merges option, environment, default.
 * @throws ConfigurationError listing every problem.
 */
export function readStartConfiguration(given: StartBotTelemetryOptions, environment: Environment): StartConfiguration {
  const { problems: misshapen, sound: options } = judgeShape(given, START_SHAPE);
  const { values, problems } = readVariables(START_VARIABLES, environment);
  const resource = toResource(options, values);
  const carrierKey = options.carrierKey ?? values.carrierKey;
  const all = [
    ...misshapen,
    ...problems,
    ...listOptionProblems({ ...options, carrierKey }),
    ...listMissing(resource, Object(given) as StartBotTelemetryOptions),
  ];
  const enabled = options.enabled ?? values.disabled !== 'true';
  const spoolDirectory = toSpoolDirectory(options, values, resource);
  if (enabled) all.push(...listDirectoryProblems(spoolDirectory));
  const signingKey = readSigningKey(options.auditKeyFile ?? values.auditKeyFile, all);
  if (enabled && all.length > 0) throw new ConfigurationError(all);
  const endpoint = options.endpoint?.replace(/\/+$/, '');
  return {
    enabled,
    options,
    resource,
    logsUrl: toUrl(endpoint, values.logsEndpoint, values.endpoint, '/v1/logs'),
    tracesUrl:
      values.tracesExporter === 'none'
        ? undefined
        : toUrl(endpoint, values.tracesEndpoint, values.endpoint, '/v1/traces'),
    headers: toHeaders(options, values),
    timeoutMillis: values.timeoutMillis,
    compression: values.compression,
    fingerprintKey: options.redaction?.fingerprintKey ?? values.fingerprintKey ?? randomBytes(32).toString('hex'),
    carrierKey,
    signingKey,
    capturePolling: toCapturePolling(options, values),
    spoolDirectory,
    spoolQuotaBytes: options.spoolQuotaBytes ?? DEFAULT_QUOTA_BYTES,
    runtimeSampleIntervalMillis: options.runtimeSampleIntervalMillis ?? DEFAULT_SAMPLE_INTERVAL_MILLIS,
  };
}

function toResource(options: StartBotTelemetryOptions, values: Values): Record<string, string> {
  const given = Object.entries(parseKeyPairsIntoRecord(values.resourceAttributes)).filter(
    ([key]) => !UNWANTED.test(key),
  );
  const chosen = {
    [ATTR_SERVICE_NAME]: options.serviceName ?? values.serviceName,
    [ATTR_SERVICE_NAMESPACE]: options.serviceNamespace,
    [ATTR_SERVICE_VERSION]: options.serviceVersion ?? options.bot?.version,
    [ATTR_SERVICE_INSTANCE_ID]: options.serviceInstanceId,
    [ATTR_DEPLOYMENT_ENVIRONMENT_NAME]: options.environment,
  };
  const set = Object.entries(chosen).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries([...given, ...set]);
}

/** One that was given, but wrong, has been named already. */
function listMissing(resource: Readonly<Record<string, string>>, given: StartBotTelemetryOptions): string[] {
  const missing: string[] = [];
  if (!resource[ATTR_SERVICE_NAME] && given.serviceName === undefined)
    missing.push('serviceName is missing: give the option or OTEL_SERVICE_NAME.');
  if (!resource[ATTR_DEPLOYMENT_ENVIRONMENT_NAME] && given.environment === undefined) {
    missing.push(
      `environment is missing: give the option, such as "sandbox", or ${ATTR_DEPLOYMENT_ENVIRONMENT_NAME} in OTEL_RESOURCE_ATTRIBUTES.`,
    );
  }
  return missing;
}

function toUrl(option: string | undefined, full: string | undefined, base: string, path: string): string {
  if (option !== undefined) return option + path;
  return full ?? base + path;
}

function toHeaders(options: StartBotTelemetryOptions, values: Values): Record<string, string> {
  const token: Record<string, string> = {};
  const ingestToken = options.ingestToken ?? values.ingestToken;
  if (ingestToken !== undefined) token['authorization'] = `Bearer ${ingestToken}`;
  return { ...token, ...parseKeyPairsIntoRecord(values.headers), ...options.headers };
}

function toCapturePolling(
  { capturePolicy, ingestToken }: StartBotTelemetryOptions,
  values: Values,
): CapturePollingConfiguration | undefined {
  const sidecarUrl = capturePolicy?.sidecarUrl ?? values.sidecarUrl;
  if (sidecarUrl === undefined || sidecarUrl === false) return undefined;
  const intervalMillis = capturePolicy?.pollIntervalMillis ?? DEFAULT_POLL_INTERVAL_MILLIS;
  return { sidecarUrl, token: ingestToken ?? values.ingestToken, intervalMillis };
}

/** By service and environment, since an audit chain goes on in the directory in which it began. */
function toSpoolDirectory(
  options: StartBotTelemetryOptions,
  values: Values,
  resource: Readonly<Record<string, string>>,
): string {
  const given = options.spoolDirectory ?? values.spoolDirectory;
  const names = [ATTR_SERVICE_NAME, ATTR_DEPLOYMENT_ENVIRONMENT_NAME].map((key) => toFileName(resource[key] ?? ''));
  return resolve(given ?? join(values.dataDirectory, 'spool', ...names));
}

function toFileName(name: string): string {
  return name.replace(/[^A-Za-z0-9_.-]/g, '_').replace(/^\.+/, '_');
}

function readSigningKey(path: string | undefined, problems: string[]): SigningKey | undefined {
  if (path === undefined) return undefined;
  try {
    return parseSigningKey(readFileSync(path, 'utf8'));
  } catch (error) {
    problems.push(
      `auditKeyFile (BOTSCOPE_AUDIT_KEY_FILE) ${path} cannot be used: ${(error as Error).message}. Give a file with an Ed25519 private key, as "openssl genpkey -algorithm ed25519" makes it.`,
    );
    return undefined;
  }
}
