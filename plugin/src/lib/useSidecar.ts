import { useMemo } from 'react';
import { createSidecarClient, type SidecarClient } from './sidecar-client.ts';
import { useServices } from './services.ts';

/** A client of the sidecar that asks through the gateway. */
export function useSidecar(): SidecarClient {
  const { backend } = useServices();
  return useMemo(() => createSidecarClient(backend), [backend]);
}
