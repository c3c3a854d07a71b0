import { createContextKey, ROOT_CONTEXT, type Context, type Logger } from '@opentelemetry/api';

/** Set on the way of a record by a processor that keeps it on disk. */
interface DurabilityMark {
  isDurable: boolean;
}

/** The same symbol in every copy of this package. */
const KEY = createContextKey('botscope.durability.mark');

/** Tells whoever emitted the record of this context that it is kept on disk. */
export function markDurable(context: Context | undefined): void {
  const mark = context?.getValue(KEY) as DurabilityMark | undefined;
  if (mark !== undefined) mark.isDurable = true;
}

/**
 * A logger that learns with its first record whether a processor of ours keeps records, and calls `onVolatile` if none does:
 * a logger provider does not tell what its processors are. Loggers of older SDKs cannot be asked whether they are enabled.
 */
export function watchDurability(logger: Logger, onVolatile: () => void): Logger {
  const isAskable = typeof (logger as Partial<Logger>).enabled === 'function';
  let isKnown = false;
  return {
    enabled: (options) => !isAskable || logger.enabled(options),
    emit: (record) => {
      if (isKnown) return logger.emit(record);
      isKnown = true;
      const mark: DurabilityMark = { isDurable: false };
      logger.emit({ ...record, context: (record.context ?? ROOT_CONTEXT).setValue(KEY, mark) });
      if (!mark.isDurable) onVolatile();
    },
  };
}
