import {
  ATTR_ALERT_CAUSE_UID,
  ATTR_ALERT_ID,
  ATTR_ALERT_RECIPIENT_COUNT,
  ATTR_ALERT_SUPPRESSED_COUNT,
  ATTR_ALERT_WINDOW_START,
  ATTR_LOG_LABEL,
  ATTR_LOG_SCOPE,
} from '@botscope/conventions';
import type { AlertRecord, LogRecord, OtherRecord } from './bot-record.ts';
import { narrowAlertBody } from './narrow-body.ts';
import { withBody, withValue, type RecordSource } from './record-source.ts';

/** What a log action or another application wrote. */
export function readLog(source: RecordSource): LogRecord {
  return {
    ...withValue(source),
    type: 'log',
    label: source.fields.text(ATTR_LOG_LABEL),
    scope: source.fields.text(ATTR_LOG_SCOPE),
  };
}

/** A mail that was sent, failed or was held back. */
export function readAlert(source: RecordSource, phase: AlertRecord['phase']): AlertRecord {
  const { fields } = source;
  return {
    ...withBody(source, narrowAlertBody),
    type: 'alert',
    phase,
    alertId: fields.text(ATTR_ALERT_ID),
    windowStartUnixMillis: fields.count(ATTR_ALERT_WINDOW_START),
    causeUid: fields.text(ATTR_ALERT_CAUSE_UID),
    recipientCount: fields.count(ATTR_ALERT_RECIPIENT_COUNT),
    suppressedCount: fields.count(ATTR_ALERT_SUPPRESSED_COUNT),
  };
}

/** An event that this version has no type for. */
export function readOther(source: RecordSource): OtherRecord {
  return { ...withValue(source), type: 'other' };
}
