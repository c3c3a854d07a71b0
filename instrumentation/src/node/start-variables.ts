import {
  choiceVariable,
  DEFAULT_DATA_DIR,
  integerVariable,
  optional,
  secretVariable,
  textVariable,
  urlVariable,
  VARIABLE_DATA_DIR,
} from '@botscope/conventions';

const OTLP_DEFAULT_ENDPOINT = 'http://127.0.0.1:4318';
const DEFAULT_TIMEOUT_MILLIS = '10000';

/** The environment that `startBotTelemetry` reads; options of the call come before it. */
export const START_VARIABLES = {
  disabled: optional(
    choiceVariable({ name: 'OTEL_SDK_DISABLED', description: 'true: nothing is recorded.' }, ['true', 'false']),
  ),
  serviceName: optional(textVariable({ name: 'OTEL_SERVICE_NAME', description: 'Name of the service.' })),
  resourceAttributes: optional(
    textVariable({
      name: 'OTEL_RESOURCE_ATTRIBUTES',
      description: 'Further resource attributes, as name=value,name=value.',
    }),
  ),
  endpoint: urlVariable({
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    description: 'Base address of the Collector.',
    defaultText: OTLP_DEFAULT_ENDPOINT,
  }),
  logsEndpoint: optional(
    urlVariable({ name: 'OTEL_EXPORTER_OTLP_LOGS_ENDPOINT', description: 'Full address for records.' }),
  ),
  tracesEndpoint: optional(
    urlVariable({ name: 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', description: 'Full address for spans.' }),
  ),
  tracesExporter: optional(textVariable({ name: 'OTEL_TRACES_EXPORTER', description: 'none: no spans are exported.' })),
  headers: optional(
    textVariable({ name: 'OTEL_EXPORTER_OTLP_HEADERS', description: 'Headers, as name=value,name=value.' }),
  ),
  timeoutMillis: integerVariable(
    {
      name: 'OTEL_EXPORTER_OTLP_TIMEOUT',
      description: 'Longest request, milliseconds.',
      defaultText: DEFAULT_TIMEOUT_MILLIS,
    },
    { minimum: 1, maximum: 600_000 },
  ),
  compression: choiceVariable(
    { name: 'OTEL_EXPORTER_OTLP_COMPRESSION', description: 'Compression of requests.', defaultText: 'none' },
    ['none', 'gzip'],
  ),
  ingestToken: optional(
    secretVariable({ name: 'BOTSCOPE_INGEST_TOKEN', description: 'Sent as "authorization: Bearer …".' }),
  ),
  sidecarUrl: optional(
    urlVariable({
      name: 'BOTSCOPE_SIDECAR_URL',
      description: 'The sidecar, asked for the capture policy; absent: the rules of the program alone.',
    }),
  ),
  fingerprintKey: optional(
    secretVariable({
      name: 'BOTSCOPE_FINGERPRINT_KEY',
      description: 'Key of the prints that replace secrets; the same on all hosts that should compare.',
    }),
  ),
  carrierKey: optional(
    secretVariable({
      name: 'BOTSCOPE_CARRIER_KEY',
      description: 'Signs what bots put into call-back addresses while they wait; the same wherever a wait may end.',
    }),
  ),
  auditKeyFile: optional(
    textVariable({
      name: 'BOTSCOPE_AUDIT_KEY_FILE',
      description: 'Ed25519 private key (PEM) that signs checkpoints of the audit chain.',
    }),
  ),
  spoolDirectory: optional(
    textVariable({ name: 'BOTSCOPE_SPOOL_DIR', description: 'Directory where records wait for the Collector.' }),
  ),
  dataDirectory: textVariable({
    name: VARIABLE_DATA_DIR,
    description: 'Directory for everything that is kept.',
    defaultText: DEFAULT_DATA_DIR,
  }),
} as const;
