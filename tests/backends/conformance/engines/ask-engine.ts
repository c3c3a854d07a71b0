import { HEADER_LOKI_ENCODING_FLAGS, HEADER_TENANT, type Tenant } from '@botscope/conventions';
import { createLokiClient, type LokiArea, type LokiClient } from '@botscope/records';

/** A request to the Loki API, or another, of an engine. */
export interface EngineQuestion {
  /** Absent: no tenant header. */
  readonly tenant?: string;
  /** Below `/loki/api/v1/`, or from the root with a leading slash. */
  readonly path: string;
  /** A name may come several times. */
  readonly parameters: Readonly<Record<string, string>> | readonly (readonly [string, string])[];
  /** Default `POST`, as a form. */
  readonly method?: 'GET' | 'POST';
  /** Default true: metadata apart from labels. */
  readonly categorized?: boolean;
}

/** An engine's answer: status, and the text of the body. */
export interface EngineAnswer {
  readonly status: number;
  readonly text: string;
}

/** Asks one of the engines. */
export async function askEngine(url: string, question: EngineQuestion): Promise<EngineAnswer> {
  const { tenant, path, parameters, method = 'POST', categorized = true } = question;
  const search = new URLSearchParams(parameters as Record<string, string>);
  const address = path.startsWith('/') ? url + path : `${url}/loki/api/v1/${path}`;
  const answer = await fetch(method === 'GET' ? `${address}?${String(search)}` : address, {
    method,
    headers: {
      // Compressing on the loopback would only cost time.
      'accept-encoding': 'identity',
      ...(tenant === undefined ? {} : { [HEADER_TENANT]: tenant }),
      ...(categorized ? { [HEADER_LOKI_ENCODING_FLAGS]: 'categorize-labels' } : {}),
    },
    ...(method === 'POST' ? { body: search } : {}),
  });
  return { status: answer.status, text: await answer.text() };
}

const TENANT_OF_AREA: Readonly<Record<LokiArea, Tenant>> = { records: 'bots', 'api-calls': 'api', audit: 'audit' };

/** The client that pages use, straight at an engine. */
export function createEngineClient(url: string): LokiClient {
  return createLokiClient(async ({ area, path, params, headers, form }) => {
    const { status, text } = await askEngine(url, {
      ...{ tenant: TENANT_OF_AREA[area], path, parameters: params, method: form ? 'POST' : 'GET' },
      categorized: HEADER_LOKI_ENCODING_FLAGS in headers,
    });
    if (status !== 200) throw new Error(`${status}: ${text}`);
    return JSON.parse(text) as unknown;
  });
}
