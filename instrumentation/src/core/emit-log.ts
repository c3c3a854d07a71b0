import { ATTR_LOG_LABEL, ATTR_LOG_SCOPE, EVENT_LOG, LOG_LEVELS, toSeverityNumber } from '@botscope/conventions';
import type { LogEntry } from '../api/log-entry.ts';
import { decideFor } from '../policy/decide-for.ts';
import type { ActiveScope } from './active-scope.ts';
import { emitRecord } from './emit-record.ts';
import { toErrorFingerprint } from './error-fingerprint.ts';
import type { Kernel } from './kernel.ts';
import { limitText } from './limit-text.ts';
import { toStepAttributes } from './step-attributes.ts';

/** Emits a log action, bound to the active step where there is one; one below the minimum level is only counted. */
export function emitLog(kernel: Kernel, scope: ActiveScope | undefined, entry: LogEntry): void {
  const level = LOG_LEVELS.some((known) => known.level === entry.level) ? (entry.level ?? 'info') : 'info';
  if (toSeverityNumber(level) < decideFor(kernel, scope).minSeverityNumber) {
    kernel.capture.countBelowMinLevel();
    return;
  }
  const label = String(entry.label);
  const attributes = toStepAttributes(scope?.step)
    .add(ATTR_LOG_LABEL, label)
    .add(ATTR_LOG_SCOPE, entry.scope ?? 'log_action');
  const errorType = entry.errorType ?? 'log';
  const identity = {
    bot: scope?.conversation.bot.id ?? kernel.bot?.id,
    step: scope?.step?.id,
    errorType,
    message: label,
  };
  emitRecord(kernel, {
    event: EVENT_LOG,
    kind: 'log',
    level,
    common: scope?.common ?? kernel.common,
    span: scope?.span,
    failure: level === 'error' ? { errorType, fingerprint: toErrorFingerprint(identity) } : undefined,
    attributes,
    body: limitText(kernel.json.toTextOf(entry.value) ?? 'null', kernel.limits.lineBytes),
  });
}
