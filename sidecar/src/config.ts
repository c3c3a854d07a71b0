import { resolve } from 'node:path';
import {
  ADDRESSES,
  choiceVariable,
  ConfigurationError,
  DEFAULT_DATA_DIR,
  DEFAULT_HOST,
  integerVariable,
  INTERNAL_SECRET_VARIABLE,
  LOKI_AUTHORIZATION_VARIABLE,
  LOKI_TENANT_VARIABLE,
  LOKI_URL_VARIABLE,
  optional,
  portVariable,
  readVariables,
  secretVariable,
  textVariable,
  urlVariable,
  VARIABLE_DATA_DIR,
  VARIABLE_PUBLIC_URL,
  type Environment,
} from '@botscope/conventions';
import { readSmtpSettings, type SmtpSettings } from './delivery/smtp-settings.ts';
import { isMailAddress } from './mail/mail-address.ts';

const { sidecar } = ADDRESSES;

/** The sidecar's settings. */
export const SIDECAR_VARIABLES = {
  host: textVariable({ name: sidecar.hostVariable, description: 'Host of the sidecar.', defaultText: DEFAULT_HOST }),
  port: portVariable({
    name: sidecar.portVariable,
    description: 'Port of the sidecar; 0 takes a free one.',
    defaultText: String(sidecar.defaultPort),
  }),
  ingestToken: secretVariable({
    name: 'BOTSCOPE_INGEST_TOKEN',
    description: 'Token with which the Collector or standalone forwards records.',
  }),
  internalSecret: INTERNAL_SECRET_VARIABLE,
  dataDirectory: textVariable({
    name: VARIABLE_DATA_DIR,
    description: 'Directory for everything that is kept.',
    defaultText: DEFAULT_DATA_DIR,
  }),
  publicUrl: urlVariable({
    name: VARIABLE_PUBLIC_URL,
    description: 'Address of Grafana or the workbench as people reach it: base of links in mails.',
    defaultText: `http://${DEFAULT_HOST}:${ADDRESSES.ui.defaultPort}`,
  }),
  lokiUrl: LOKI_URL_VARIABLE,
  lokiTenant: LOKI_TENANT_VARIABLE,
  lokiAuthorization: LOKI_AUTHORIZATION_VARIABLE,
  ownerEmail: textVariable({
    name: 'BOTSCOPE_OWNER_EMAIL',
    description: 'The Owner: gets the alert mails.',
    defaultText: 'owner@localhost',
  }),
  mailFrom: textVariable({
    name: 'BOTSCOPE_MAIL_FROM',
    description: 'Sender of the mails.',
    defaultText: 'botscope@localhost',
  }),
  windowHours: integerVariable(
    {
      name: 'BOTSCOPE_ALERT_WINDOW_HOURS',
      description: "Hours after a bot's first error in which no other mail is sent for it.",
      defaultText: '24',
    },
    { minimum: 1, maximum: 720 },
  ),
  smtpUrl: optional({
    ...textVariable({
      name: 'BOTSCOPE_SMTP_URL',
      description:
        'SMTP server, smtp://user:password@host:587 or smtps://…; without a server, mails are files in the outbox.',
    }),
    secret: true,
  }),
  smtpHost: optional(textVariable({ name: 'BOTSCOPE_SMTP_HOST', description: 'SMTP server, in place of the URL.' })),
  smtpPort: portVariable({ name: 'BOTSCOPE_SMTP_PORT', description: 'Port of the SMTP server.', defaultText: '587' }),
  smtpUser: optional(textVariable({ name: 'BOTSCOPE_SMTP_USER', description: 'User name at the SMTP server.' })),
  smtpPassword: optional({
    ...textVariable({ name: 'BOTSCOPE_SMTP_PASSWORD', description: 'Password at the SMTP server.' }),
    secret: true,
  }),
  smtpTls: choiceVariable(
    {
      name: 'BOTSCOPE_SMTP_TLS',
      description: 'required: no mail without TLS, except to this machine; optional: TLS where the server offers it.',
      defaultText: 'required',
    },
    ['required', 'optional'],
  ),
} as const;

/** Settings of a sidecar. URLs have no trailing slash. */
export interface SidecarConfig {
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly ingestToken: string;
  readonly internalSecret: string;
  /** Absolute path. */
  readonly dataDirectory: string;
  readonly publicUrl: string;
  readonly lokiUrl: string;
  /** The one tenant that holds all records; absent = three. */
  readonly lokiTenant?: string | undefined;
  /** Authorization header for Loki, whole. */
  readonly lokiAuthorization?: string | undefined;
  readonly ownerEmail: string;
  readonly mailFrom: string;
  readonly windowHours: number;
  /** Absent: mails are written as files. */
  readonly smtp?: SmtpSettings;
}

function addressProblems(values: Readonly<Record<'ownerEmail' | 'mailFrom', string>>): readonly string[] {
  return (['ownerEmail', 'mailFrom'] as const)
    .filter((key) => !isMailAddress(values[key]))
    .map((key) => `${SIDECAR_VARIABLES[key].name} is no e-mail address of the form name@host.`);
}

/** Reads the sidecar's settings. Throws a {@link ConfigurationError} that lists all problems. */
export function readSidecarConfig(environment: Environment): SidecarConfig {
  const { values, problems } = readVariables(SIDECAR_VARIABLES, environment);
  const { smtpUrl, smtpHost, smtpPort, smtpUser, smtpPassword, smtpTls, ...rest } = values;
  const smtp = readSmtpSettings({
    ...(smtpUrl === undefined ? {} : { url: smtpUrl }),
    ...(smtpHost === undefined ? {} : { host: smtpHost }),
    ...(smtpUser === undefined ? {} : { user: smtpUser }),
    ...(smtpPassword === undefined ? {} : { password: smtpPassword }),
    port: smtpPort,
    tls: smtpTls,
  });
  const all = [...problems, ...addressProblems(values), ...smtp.problems];
  if (all.length > 0) throw new ConfigurationError(all);
  return Object.freeze({
    ...rest,
    dataDirectory: resolve(rest.dataDirectory),
    ...(smtp.settings ? { smtp: smtp.settings } : {}),
  });
}
