import {
  EVENT_ALERT_FAILED,
  EVENT_ALERT_SENT,
  EVENT_ALERT_SUPPRESSED,
  EVENT_API_CALL,
  EVENT_AUDIT_CHANGE,
  EVENT_AUDIT_CHECKPOINT,
  EVENT_CONVERSATION_ENDED,
  EVENT_CONVERSATION_FLAGGED,
  EVENT_CONVERSATION_STARTED,
  EVENT_CONVERSATION_UNFLAGGED,
  EVENT_EVENT_RECEIVED,
  EVENT_FLOW_COMPLETED,
  EVENT_FLOW_STARTED,
  EVENT_LOG,
  EVENT_MESSAGE_RECEIVED,
  EVENT_MESSAGE_SENT,
  EVENT_SCRIPT_EXCEPTION,
  EVENT_STEP_COMPLETED,
  EVENT_STEP_STARTED,
  EVENT_TURN_COMPLETED,
  EVENT_VARIABLES_SNAPSHOT,
  type RecordKind,
} from '@botscope/conventions';
import { readApiCall, readScriptException } from './read-api-record.ts';
import { readAudit, readAuditCheckpoint } from './read-audit-record.ts';
import { readConversation, readFlag, readMessage, readReceivedEvent } from './read-conversation-record.ts';
import { readAlert, readLog, readOther } from './read-log-record.ts';
import { readFlow, readSnapshot, readStep, readTurn } from './read-turn-record.ts';
import type { RecordReader } from './record-source.ts';

const READERS: ReadonlyMap<string, RecordReader> = new Map<string, RecordReader>([
  [EVENT_CONVERSATION_STARTED, (source) => readConversation(source, 'started')],
  [EVENT_CONVERSATION_ENDED, (source) => readConversation(source, 'ended')],
  [EVENT_CONVERSATION_FLAGGED, (source) => readFlag(source, true)],
  [EVENT_CONVERSATION_UNFLAGGED, (source) => readFlag(source, false)],
  [EVENT_MESSAGE_RECEIVED, (source) => readMessage(source, 'received')],
  [EVENT_MESSAGE_SENT, (source) => readMessage(source, 'sent')],
  [EVENT_TURN_COMPLETED, readTurn],
  [EVENT_FLOW_STARTED, (source) => readFlow(source, 'started')],
  [EVENT_FLOW_COMPLETED, (source) => readFlow(source, 'completed')],
  [EVENT_STEP_STARTED, (source) => readStep(source, 'started')],
  [EVENT_STEP_COMPLETED, (source) => readStep(source, 'completed')],
  [EVENT_SCRIPT_EXCEPTION, readScriptException],
  [EVENT_API_CALL, readApiCall],
  [EVENT_EVENT_RECEIVED, readReceivedEvent],
  [EVENT_LOG, readLog],
  [EVENT_VARIABLES_SNAPSHOT, readSnapshot],
  [EVENT_AUDIT_CHANGE, readAudit],
  [EVENT_AUDIT_CHECKPOINT, readAuditCheckpoint],
  [EVENT_ALERT_SENT, (source) => readAlert(source, 'sent')],
  [EVENT_ALERT_FAILED, (source) => readAlert(source, 'failed')],
  [EVENT_ALERT_SUPPRESSED, (source) => readAlert(source, 'suppressed')],
]);

/** What reads a record: by its event; other applications' records without one by their kind. */
export function findRecordReader(event: string | undefined, kind: RecordKind): RecordReader {
  const known = event === undefined ? undefined : READERS.get(event);
  if (known) return known;
  if (kind === 'api') return readApiCall;
  if (kind === 'audit') return readAudit;
  return kind === 'log' && event === undefined ? readLog : readOther;
}
