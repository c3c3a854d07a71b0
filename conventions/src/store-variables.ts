import { ADDRESSES, DEFAULT_HOST } from './addresses.ts';
import { authorizationVariable, optional, secretVariable, tenantVariable, urlVariable } from './variable.ts';

/** Where Loki is. */
export const LOKI_URL_VARIABLE = urlVariable({
  name: 'BOTSCOPE_LOKI_URL',
  description: "Loki's API.",
  defaultText: `http://${DEFAULT_HOST}:${ADDRESSES.loki.defaultPort}`,
});

/** Where Tempo is. */
export const TEMPO_URL_VARIABLE = urlVariable({
  name: 'BOTSCOPE_TEMPO_URL',
  description: "Tempo's API.",
  defaultText: `http://${DEFAULT_HOST}:${ADDRESSES.tempo.defaultPort}`,
});

/** The one tenant of a Loki that has no three for us. */
export const LOKI_TENANT_VARIABLE = optional(
  tenantVariable({
    name: 'BOTSCOPE_LOKI_TENANT',
    description:
      'The one tenant of Loki that holds all records; absent: the tenants bots, api and audit. With one tenant Loki keeps nobody from API calls and the audit trail who may read conversations.',
  }),
);

/** The tenant of a Tempo that has none named bots. */
export const TEMPO_TENANT_VARIABLE = optional(
  tenantVariable({ name: 'BOTSCOPE_TEMPO_TENANT', description: 'The tenant of Tempo; absent: bots.' }),
);

/** Credentials of Loki. */
export const LOKI_AUTHORIZATION_VARIABLE = optional(
  authorizationVariable({
    name: 'BOTSCOPE_LOKI_AUTHORIZATION',
    description: 'Authorization header for Loki, whole: "Basic …" or "Bearer …".',
  }),
);

/** Credentials of Tempo. */
export const TEMPO_AUTHORIZATION_VARIABLE = optional(
  authorizationVariable({
    name: 'BOTSCOPE_TEMPO_AUTHORIZATION',
    description: 'Authorization header for Tempo, whole: "Basic …" or "Bearer …".',
  }),
);

/** What opens the sidecar to the gateway. */
export const INTERNAL_SECRET_VARIABLE = secretVariable({
  name: 'BOTSCOPE_INTERNAL_SECRET',
  description: 'Shared by the gateway and the sidecar.',
});
