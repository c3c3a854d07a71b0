import type { BotIdentity } from '../api/bot.ts';
import type { BotTelemetryOptions, CommonOptions, LimitOptions } from '../api/options.ts';
import type { StartBotTelemetryOptions } from '../api/start-options.ts';
import {
  ANYTHING,
  FILLED_TEXT,
  FILLED_TEXTS,
  FLAG,
  NUMBER,
  TEXT,
  TEXT_BY_NAME,
  toObjectKind,
  toProviderKind,
  type OptionShape,
  type ShapeOf,
} from './option-shape.ts';

const BOT: ShapeOf<BotIdentity> = { id: ANYTHING, name: TEXT, version: TEXT };
const REDACTION: OptionShape = {
  keys: FILLED_TEXTS,
  fingerprintKey: TEXT,
  detect: FILLED_TEXTS,
  fields: ANYTHING,
  pseudonyms: FLAG,
};
const LIMITS: ShapeOf<LimitOptions> = {
  bodyBytes: NUMBER,
  variablesBytes: NUMBER,
  lineBytes: NUMBER,
  auditStateBytes: NUMBER,
};
const COMMON: ShapeOf<CommonOptions> = {
  bot: toObjectKind(BOT),
  redaction: toObjectKind(REDACTION),
  limits: toObjectKind(LIMITS),
  capturePolicy: ANYTHING,
  recordOutgoingCalls: FLAG,
  carrierKey: TEXT,
  enabled: FLAG,
};

/** Options of `createBotTelemetry`. */
export const CREATE_SHAPE: ShapeOf<BotTelemetryOptions> = {
  ...COMMON,
  tracerProvider: toProviderKind('getTracer'),
  loggerProvider: toProviderKind('getLogger'),
  environment: FILLED_TEXT,
  serviceName: FILLED_TEXT,
  serviceInstanceId: FILLED_TEXT,
};

/** Options of `startBotTelemetry`. */
export const START_SHAPE: ShapeOf<StartBotTelemetryOptions> = {
  ...COMMON,
  serviceName: FILLED_TEXT,
  serviceNamespace: FILLED_TEXT,
  serviceVersion: FILLED_TEXT,
  serviceInstanceId: FILLED_TEXT,
  environment: FILLED_TEXT,
  endpoint: FILLED_TEXT,
  ingestToken: TEXT,
  headers: TEXT_BY_NAME,
  spoolDirectory: FILLED_TEXT,
  spoolQuotaBytes: NUMBER,
  auditKeyFile: FILLED_TEXT,
  global: { words: "true, false or 'attach'", accepts: (value) => typeof value === 'boolean' || value === 'attach' },
  tracerProvider: toProviderKind('getTracer'),
  runtimeSampleIntervalMillis: NUMBER,
  recordFailures: FLAG,
};
