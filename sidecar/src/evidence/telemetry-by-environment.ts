import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { BotTelemetry } from '@botscope/instrumentation';
import { startBotTelemetry } from '@botscope/instrumentation/node';
import { SIDECAR_SERVICE_NAME } from '../alerts/alert-rule.ts';
import type { TelemetryOf } from './record-with-telemetry.ts';

/** Telemetries of the sidecar, one per environment: an environment belongs to the resource, not to the record. */
export interface TelemetryByEnvironment {
  readonly of: TelemetryOf;
  /** Delivers what it can and stops. */
  shutdown(): Promise<void>;
}

/** Environment of records that belong to none. */
const DEFAULT_ENVIRONMENT = 'production';
/** Each telemetry has queues and timers of its own; names beyond this many are taken for the default. */
const MOST_ENVIRONMENTS = 8;
const SHUTDOWN_TIMEOUT_MILLIS = 2_000;

function spoolName(environment: string): string {
  return `${SIDECAR_SERVICE_NAME}-${createHash('sha256').update(environment).digest('hex').slice(0, 12)}`;
}

/**
 * Telemetries that are started when first needed. `endpoint` is the base address of the Collector; the standard
 * variables decide when it is absent.
 */
export function createTelemetryByEnvironment(dataDirectory: string, endpoint?: string): TelemetryByEnvironment {
  const started = new Map<string, BotTelemetry>();
  const start = (environment: string): BotTelemetry => {
    const telemetry = startBotTelemetry({
      serviceName: SIDECAR_SERVICE_NAME,
      environment,
      spoolDirectory: join(dataDirectory, 'spool', spoolName(environment)),
      ...(endpoint === undefined ? {} : { endpoint }),
      global: false,
      recordFailures: false,
      // What it records is evidence and no content of a bot; it would be asking itself.
      capturePolicy: { sidecarUrl: false },
    });
    started.set(environment, telemetry);
    return telemetry;
  };
  return {
    of: (wanted = '') => {
      const known = started.get(wanted);
      if (known) return known;
      const environment = wanted === '' || started.size >= MOST_ENVIRONMENTS ? DEFAULT_ENVIRONMENT : wanted;
      return started.get(environment) ?? start(environment);
    },
    async shutdown() {
      const all = [...started.values()];
      await Promise.all(all.map((telemetry) => telemetry.shutdown({ timeoutMillis: SHUTDOWN_TIMEOUT_MILLIS })));
    },
  };
}
