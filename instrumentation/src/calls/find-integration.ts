import { INTEGRATIONS } from '@botscope/conventions';

/** Id of the integration that a host belongs to; undefined for a host of none. */
export function findIntegration(host: string): string | undefined {
  return INTEGRATIONS.find(({ hosts }) => hosts.some((suffix) => host === suffix || host.endsWith(`.${suffix}`)))?.id;
}
