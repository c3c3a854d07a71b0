import { createPublicKey, type KeyObject } from 'node:crypto';
import { GatewayError } from '../gateway-error.ts';

/** Grafana's public keys for identity tokens. */
export interface SigningKeys {
  /** The key with an id; undefined when Grafana does not have it. Throws `keys_unavailable`. */
  find(keyId: string): Promise<KeyObject | undefined>;
}

/** What {@link createSigningKeys} needs from outside. */
export interface SigningKeysOptions {
  /** Address of the key set. */
  readonly url: string;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

const REFRESH_AFTER_MILLIS = 3_600_000;
const REFETCH_INTERVAL_MILLIS = 5_000;
const RETRY_INTERVAL_MILLIS = 1_000;
const FETCH_TIMEOUT_MILLIS = 5_000;

function narrowKey(value: unknown): [string, KeyObject] | undefined {
  const jwk = value as { kid?: unknown; kty?: unknown; crv?: unknown; x?: unknown; y?: unknown } | null;
  if (typeof jwk?.kid !== 'string' || jwk.kty !== 'EC' || jwk.crv !== 'P-256') return undefined;
  if (typeof jwk.x !== 'string' || typeof jwk.y !== 'string') return undefined;
  const key = { kty: 'EC', crv: 'P-256', x: jwk.x, y: jwk.y };
  return [jwk.kid, createPublicKey({ key, format: 'jwk' })];
}

async function fetchKeys(url: string): Promise<ReadonlyMap<string, KeyObject>> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(FETCH_TIMEOUT_MILLIS) });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const body = (await response.json()) as { keys?: unknown } | null;
  if (!Array.isArray(body?.keys)) throw new Error('the answer has no "keys"');
  return new Map(body.keys.map(narrowKey).filter((entry) => entry !== undefined));
}

/**
 * Keys fetched when first needed and kept. A key id that is not among them causes a new fetch, at most one in five
 * seconds: otherwise anyone could make the gateway ask Grafana as fast as they can make up ids.
 */
export function createSigningKeys({ url, clock }: SigningKeysOptions): SigningKeys {
  let keys: ReadonlyMap<string, KeyObject> | undefined;
  let fetchedAt = -Infinity;
  let nextFetchAt = -Infinity;
  let running: Promise<void> | undefined;
  let failure: unknown;

  const refetch = async (): Promise<void> => {
    try {
      keys = await fetchKeys(url);
      fetchedAt = clock();
      nextFetchAt = fetchedAt + REFETCH_INTERVAL_MILLIS;
      failure = undefined;
    } catch (error) {
      failure = error;
      nextFetchAt = clock() + RETRY_INTERVAL_MILLIS;
    } finally {
      running = undefined;
    }
  };
  return {
    async find(keyId) {
      const stale = clock() - fetchedAt > REFRESH_AFTER_MILLIS;
      if ((stale || !keys?.has(keyId)) && (running || clock() >= nextFetchAt)) await (running ??= refetch());
      const key = keys?.get(keyId);
      if (key === undefined && failure !== undefined) {
        throw new GatewayError('keys_unavailable', { part: 'grafana', cause: failure });
      }
      return key;
    },
  };
}
