import type { HealthAnswer } from '@botscope/conventions';
import { useServices } from './services.ts';
import { createSidecarClient } from './sidecar-client.ts';
import { useQuery, type QueryResult } from './useQuery.ts';

/** How the parts behind the pages are: gateway, stores, sidecar, mail, disk. */
export function useHealth(): QueryResult<HealthAnswer> {
  const { backend } = useServices();
  return useQuery('health', (signal) => createSidecarClient(backend).getHealth(signal));
}
