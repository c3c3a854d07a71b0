import { HEADER_TENANT, type Tenant } from '@botscope/conventions';
import { createLokiClient, type LokiArea, type LokiClient, type LokiTransport } from '@botscope/records';

const TENANT_OF_AREA: Readonly<Record<LokiArea, Tenant>> = { records: 'bots', 'api-calls': 'api', audit: 'audit' };

/** The pages' client, straight at a Loki API, and how long it waited for answers. */
export interface TimedClient {
  readonly client: LokiClient;
  /** Milliseconds between requests and the last bytes of their answers since it was last asked; reading them is left out. */
  takeWaitedMillis(): number;
}

/** Makes one. */
export function createTimedClient(lokiUrl: string): TimedClient {
  let waitedMillis = 0;
  const transport: LokiTransport = async ({ area, path, params, headers, form }) => {
    const query = new URLSearchParams(params);
    const url = `${lokiUrl}/loki/api/v1/${path}`;
    const started = performance.now();
    const answer = await fetch(form ? url : `${url}?${query.toString()}`, {
      method: form ? 'POST' : 'GET',
      headers: { ...headers, [HEADER_TENANT]: TENANT_OF_AREA[area] },
      ...(form ? { body: query } : {}),
    });
    const text = await answer.text();
    waitedMillis += performance.now() - started;
    if (!answer.ok) throw new Error(`${lokiUrl} answered ${answer.status}: ${text}`);
    return JSON.parse(text) as unknown;
  };
  return {
    client: createLokiClient(transport),
    takeWaitedMillis: () => {
      const taken = waitedMillis;
      waitedMillis = 0;
      return taken;
    },
  };
}
