import {
  ATTR_API_REQUEST_TYPE,
  ATTR_API_SOURCE_TYPE,
  ATTR_DURATION_MS,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_INTEGRATION_NAME,
  ATTR_SERVER_ADDRESS,
  ATTR_URL_FULL,
} from '@botscope/conventions';
import type { AttributeValue } from '@botscope/otlp';
import { makeText } from './words.ts';

const INTEGRATIONS = ['zendesk', 'json_api_node', 'stripe'];

/** What is filterable of an API call. */
export function makeCallAttributes(random: () => number, outcome: string): Readonly<Record<string, AttributeValue>> {
  const integration = INTEGRATIONS[Math.floor(random() * INTEGRATIONS.length)] ?? '';
  const method = random() < 0.5 ? 'GET' : 'POST';
  const host = `api.${integration}.example`;
  return {
    [ATTR_HTTP_REQUEST_METHOD]: method,
    [ATTR_API_REQUEST_TYPE]: method,
    [ATTR_API_SOURCE_TYPE]: 'flow_step',
    [ATTR_HTTP_RESPONSE_STATUS_CODE]: outcome === 'error' ? (random() < 0.5 ? 500n : 404n) : 200n,
    [ATTR_INTEGRATION_NAME]: integration,
    [ATTR_SERVER_ADDRESS]: host,
    [ATTR_URL_FULL]: `https://${host}/v1/items/${Math.floor(random() * 1e6)}`,
    [ATTR_DURATION_MS]: BigInt(Math.floor(20 + random() ** 4 * 3000)),
  };
}

/** Request and response, about 1.2 KB. */
export function makeCallBody(random: () => number, outcome: string): object {
  const headers = { 'content-type': 'application/json' };
  return {
    request: {
      method: 'POST',
      url: 'https://api.example/v1',
      headers,
      body: JSON.stringify({ note: makeText(random, 400) }),
    },
    response: {
      status: outcome === 'error' ? 500 : 200,
      headers,
      body: JSON.stringify({ items: makeText(random, 600) }),
    },
  };
}
