import * as opentelemetry from '@opentelemetry/api';
import type { Logger } from '@opentelemetry/api';
import { SCOPE } from '../scope.ts';

/** False where the installed API is older than 1.10. Imported by name, its absence would keep the whole package from loading. */
export const HAS_LOGS_API = 'logs' in opentelemetry;

/** Before one is registered, the API answers with a proxy. */
export function hasGlobalLoggerProvider(): boolean {
  return !('_getDelegate' in opentelemetry.logs.getLoggerProvider());
}

/** A logger of whichever provider is registered when a record is emitted; disabled until one is. @see getGlobalTracer */
export function getGlobalLogger(): Logger {
  let found: Logger | undefined;
  const logger = (): Logger | undefined => {
    if (found === undefined && hasGlobalLoggerProvider())
      found = opentelemetry.logs.getLogger(SCOPE.name, SCOPE.version);
    return found;
  };
  return {
    enabled: (options) => logger()?.enabled(options) ?? false,
    emit: (record) => logger()?.emit(record),
  };
}
