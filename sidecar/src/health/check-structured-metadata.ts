import { toStoreHeaders, type HealthPart } from '@botscope/conventions';
import type { LokiPlace } from '../context/loki-transport.ts';

const TIMEOUT_MILLIS = 3_000;
/** Loki leaves the setting out of what it shows when it is off. */
const ALLOWED = /^\s*allow_structured_metadata: true$/m;
const IS_CONFIGURATION = /^limits_config:$/m;

/** Loki's running configuration; undefined where it does not show it, as hosted ones and standalone do not. */
async function readConfiguration(place: LokiPlace): Promise<string | undefined> {
  try {
    const headers = toStoreHeaders('bots', place);
    const response = await fetch(`${place.url}/config`, { headers, signal: AbortSignal.timeout(TIMEOUT_MILLIS) });
    const text = await response.text();
    return response.ok && IS_CONFIGURATION.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Whether Loki takes structured metadata, without which it refuses every record of ours. Nothing where it cannot be told. */
export async function checkStructuredMetadata(place: LokiPlace): Promise<readonly HealthPart[]> {
  const configuration = await readConfiguration(place);
  if (configuration === undefined) return [];
  const name = 'structured metadata';
  if (ALLOWED.test(configuration)) return [{ name, state: 'ok' }];
  return [
    {
      name,
      state: 'down',
      reason:
        'Loki does not take structured metadata, so it refuses every record with HTTP 400 and all lists stay empty (unless its overrides allow it for this tenant).',
      fix: 'Set limits_config.allow_structured_metadata to true in the configuration of Loki; it needs a period with store tsdb and schema v13 in schema_config.',
    },
  ];
}
