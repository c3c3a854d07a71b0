import type { BotRecord } from '@botscope/records';

/** `service.name` of the sidecar's own records. */
export const SIDECAR_SERVICE_NAME = 'botscope-sidecar';

/** Whether an error of this record raises an alert: failed API calls and script exceptions, never the sidecar's own. */
export function raisesAlert(record: BotRecord): boolean {
  return (
    record.kind === 'api' && record.outcome === 'error' && !record.pinned && record.service !== SIDECAR_SERVICE_NAME
  );
}

/** What windows are kept by: the bot, or the service where a record names no bot. */
export function alertKey(record: BotRecord): string {
  return record.botId ?? record.service ?? 'unknown';
}
