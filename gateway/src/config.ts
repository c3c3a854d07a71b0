import { isIP } from 'node:net';
import {
  ADDRESSES,
  choiceVariable,
  ConfigurationError,
  DEFAULT_HOST,
  INTERNAL_SECRET_VARIABLE,
  LOKI_AUTHORIZATION_VARIABLE,
  LOKI_TENANT_VARIABLE,
  LOKI_URL_VARIABLE,
  optional,
  portVariable,
  readVariables,
  secretVariable,
  TEMPO_AUTHORIZATION_VARIABLE,
  TEMPO_TENANT_VARIABLE,
  TEMPO_URL_VARIABLE,
  textVariable,
  urlVariable,
  type Environment,
  type VariableValues,
} from '@botscope/conventions';

const SWITCH = ['on', 'off'] as const;
const { gateway, gatewayReadOnly } = ADDRESSES;

/** The gateway's settings. */
export const GATEWAY_VARIABLES = {
  host: textVariable({
    name: gateway.hostVariable,
    description: "Host on which Grafana's plugin proxy reaches the gateway.",
    defaultText: DEFAULT_HOST,
  }),
  port: portVariable({
    name: gateway.portVariable,
    description: "Port on which Grafana's plugin proxy reaches the gateway.",
    defaultText: String(gateway.defaultPort),
  }),
  readOnlyHost: textVariable({
    name: gatewayReadOnly.hostVariable,
    description: "Host on which Grafana's data sources read tenant bots; off loopback it needs BOTSCOPE_READ_TOKEN.",
    defaultText: DEFAULT_HOST,
  }),
  readOnlyPort: portVariable({
    name: gatewayReadOnly.portVariable,
    description: "Port on which Grafana's data sources read tenant bots.",
    defaultText: String(gatewayReadOnly.defaultPort),
  }),
  proxySecret: secretVariable({
    name: 'BOTSCOPE_PROXY_SECRET',
    description: "Shared by the app's secureJsonData in Grafana and the gateway.",
  }),
  internalSecret: INTERNAL_SECRET_VARIABLE,
  readToken: optional(
    secretVariable({ name: 'BOTSCOPE_READ_TOKEN', description: 'Token of the read-only listener for data sources.' }),
  ),
  lokiUrl: LOKI_URL_VARIABLE,
  lokiTenant: LOKI_TENANT_VARIABLE,
  lokiAuthorization: LOKI_AUTHORIZATION_VARIABLE,
  tempoUrl: TEMPO_URL_VARIABLE,
  tempoTenant: TEMPO_TENANT_VARIABLE,
  tempoAuthorization: TEMPO_AUTHORIZATION_VARIABLE,
  sidecarUrl: urlVariable({
    name: 'BOTSCOPE_SIDECAR_URL',
    description: 'The sidecar.',
    defaultText: `http://${DEFAULT_HOST}:${ADDRESSES.sidecar.defaultPort}`,
  }),
  grafanaUrl: urlVariable({
    name: 'BOTSCOPE_GRAFANA_URL',
    description: 'Grafana or the workbench, as the gateway reaches it; its signing keys are fetched there.',
    defaultText: `http://${DEFAULT_HOST}:${ADDRESSES.ui.defaultPort}`,
  }),
  grafanaRootUrl: optional(
    urlVariable({
      name: 'BOTSCOPE_GRAFANA_ROOT_URL',
      description: "Grafana's root_url, which its identity tokens name as issuer; BOTSCOPE_GRAFANA_URL when absent.",
    }),
  ),
  grafanaOrgIds: textVariable({
    name: 'BOTSCOPE_GRAFANA_ORG_IDS',
    description: 'Numbers of the Grafana organisations whose members may read, separated by commas.',
    defaultText: '1',
  }),
  apiLogs: choiceVariable(
    { name: 'BOTSCOPE_API_LOGS', description: 'Whether API logs can be read; off answers 404.', defaultText: 'on' },
    SWITCH,
  ),
  rolesFrom: choiceVariable(
    {
      name: 'BOTSCOPE_ROLES_FROM',
      description: 'token: the role in the identity must reach the permission; grafana: its RBAC grants alone decide.',
      defaultText: 'token',
    },
    ['token', 'grafana'],
  ),
  anonymous: choiceVariable(
    { name: 'BOTSCOPE_ALLOW_ANONYMOUS', description: 'Whether anonymous visitors may read.', defaultText: 'off' },
    SWITCH,
  ),
  serviceAccounts: choiceVariable(
    { name: 'BOTSCOPE_ALLOW_SERVICE_ACCOUNTS', description: 'Whether service accounts may read.', defaultText: 'off' },
    SWITCH,
  ),
} as const;

/** Settings of a gateway. URLs have no trailing slash. */
export interface GatewayConfig extends Omit<
  VariableValues<typeof GATEWAY_VARIABLES>,
  'grafanaRootUrl' | 'grafanaOrgIds'
> {
  /** Issuer of identity tokens: Grafana's root URL with trailing slash. */
  readonly grafanaRootUrl: string;
  readonly grafanaOrgIds: readonly number[];
}

/** Whether a host binds to this machine only. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** Reads the gateway's settings. Throws a {@link ConfigurationError} that lists all problems. */
export function readGatewayConfig(environment: Environment): GatewayConfig {
  const { values, problems } = readVariables(GATEWAY_VARIABLES, environment);
  const all = [...problems];
  if (!isLoopback(values.readOnlyHost) && !environment.BOTSCOPE_READ_TOKEN) {
    all.push(
      `${gatewayReadOnly.hostVariable} is "${values.readOnlyHost}": off loopback, BOTSCOPE_READ_TOKEN must be set.`,
    );
  }
  if (!/^[1-9][0-9]{0,8}(,[1-9][0-9]{0,8})*$/.test(values.grafanaOrgIds)) {
    all.push(`${GATEWAY_VARIABLES.grafanaOrgIds.name} is "${values.grafanaOrgIds}", not numbers separated by commas.`);
  }
  if (values.proxySecret !== undefined && values.proxySecret === values.internalSecret) {
    all.push('BOTSCOPE_PROXY_SECRET and BOTSCOPE_INTERNAL_SECRET are the same; each needs a secret of its own.');
  }
  if (all.length > 0) throw new ConfigurationError(all);
  return Object.freeze({
    ...values,
    grafanaRootUrl: `${values.grafanaRootUrl ?? values.grafanaUrl}/`,
    grafanaOrgIds: values.grafanaOrgIds.split(',').map(Number),
  });
}
