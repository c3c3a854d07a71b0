import {
  ATTR_BOT_ID,
  ATTR_BOT_NAME,
  ATTR_BOT_VERSION,
  ATTR_CAPTURE_OMITTED,
  ATTR_CHANNEL,
  ATTR_CONTROLLER_STATE,
  ATTR_CONVERSATION_ID,
  ATTR_DEPLOYMENT_ENVIRONMENT_NAME,
  ATTR_DURATION_MS,
  ATTR_ENDUSER_ID,
  ATTR_ENDUSER_NAME,
  ATTR_ENDUSER_PSEUDO_ID,
  ATTR_ERROR_FINGERPRINT,
  ATTR_ERROR_TYPE,
  ATTR_EVENT,
  ATTR_EXCEPTION_MESSAGE,
  ATTR_EXCEPTION_TYPE,
  ATTR_FLOW_ID,
  ATTR_FLOW_NAME,
  ATTR_FLOW_TRIGGER,
  ATTR_OUTCOME,
  ATTR_RECORD_KIND,
  ATTR_RETENTION,
  ATTR_SERVICE_INSTANCE_ID,
  ATTR_SERVICE_NAME,
  ATTR_SESSION_ID,
  ATTR_STEP_ID,
  ATTR_STEP_INDEX,
  ATTR_STEP_NAME,
  ATTR_STEP_TYPE,
  ATTR_TURN_ID,
  ATTR_TURN_INDEX,
  ATTR_USER_EMAIL,
  ATTR_USER_ID,
  ATTR_USER_NAME,
  OUTCOMES,
  RECORD_KINDS,
  RETENTION_PINNED,
  toLogLevel,
} from '@botscope/conventions';
import { LABEL } from '../logql/label-names.ts';
import type { LokiEntry } from '../loki/loki-entry.ts';
import { OMITTED_CONTENTS, type Actor, type RecordCommon } from './bot-record.ts';
import { deriveKey } from './derived-key.ts';
import type { FieldReader } from './field-reader.ts';
import { readStoredUid } from './stored-uid.ts';

const NANOS_PER_MILLI = 1_000_000;
/** About 30 years; what claims to have lasted longer is not believed. */
const MAX_DURATION_MILLIS = 1e12;

/** What every record has. */
export function toRecordCommon(entry: LokiEntry, fields: FieldReader): RecordCommon {
  return {
    ...toIdentity(entry, fields),
    ...toOutcome(fields),
    ...toPlace(fields),
    ...toPeople(fields),
    ...toCapture(fields),
    ...entry,
  };
}

type Identity = Pick<
  RecordCommon,
  'uid' | 'uidDerived' | 'startUnixNano' | 'kind' | 'event' | 'level' | 'traceId' | 'spanId' | 'durationMillis'
>;

function toIdentity(entry: LokiEntry, fields: FieldReader): Identity {
  const uid = readStoredUid(entry);
  const durationMillis = toDuration(fields.number(ATTR_DURATION_MS));
  const kind = fields.text(ATTR_RECORD_KIND);
  return {
    uid: uid ?? deriveKey(entry),
    uidDerived: uid === undefined,
    startUnixNano: entry.timestampUnixNano - BigInt(Math.round((durationMillis ?? 0) * NANOS_PER_MILLI)),
    kind: RECORD_KINDS.find((known) => known === kind) ?? 'log',
    event: fields.text(ATTR_EVENT),
    level: toLogLevel(fields.count(LABEL.severityNumber) ?? 0),
    traceId: fields.text(LABEL.traceId),
    spanId: fields.text(LABEL.spanId),
    durationMillis,
  };
}

function toDuration(millis: number | undefined): number | undefined {
  return millis !== undefined && millis >= 0 && millis <= MAX_DURATION_MILLIS ? millis : undefined;
}

type OutcomeFields = Pick<
  RecordCommon,
  'outcome' | 'errorType' | 'errorFingerprint' | 'exceptionType' | 'exceptionMessage' | 'pinned'
>;

function toOutcome(fields: FieldReader): OutcomeFields {
  const outcome = fields.text(ATTR_OUTCOME);
  return {
    outcome: OUTCOMES.find((known) => known === outcome),
    errorType: fields.text(ATTR_ERROR_TYPE),
    errorFingerprint: fields.text(ATTR_ERROR_FINGERPRINT),
    exceptionType: fields.text(ATTR_EXCEPTION_TYPE),
    exceptionMessage: fields.text(ATTR_EXCEPTION_MESSAGE),
    pinned: fields.text(ATTR_RETENTION) === RETENTION_PINNED,
  };
}

function toPlace(fields: FieldReader): Partial<RecordCommon> {
  return {
    environment: fields.text(ATTR_DEPLOYMENT_ENVIRONMENT_NAME),
    service: fields.text(ATTR_SERVICE_NAME),
    serviceInstance: fields.text(ATTR_SERVICE_INSTANCE_ID),
    botId: fields.text(ATTR_BOT_ID),
    botName: fields.text(ATTR_BOT_NAME),
    botVersion: fields.text(ATTR_BOT_VERSION),
    conversationId: fields.text(ATTR_CONVERSATION_ID) ?? fields.text(ATTR_SESSION_ID),
    turnId: fields.text(ATTR_TURN_ID),
    turnIndex: fields.count(ATTR_TURN_INDEX),
    flowId: fields.text(ATTR_FLOW_ID),
    flowName: fields.text(ATTR_FLOW_NAME),
    flowTrigger: fields.text(ATTR_FLOW_TRIGGER),
    stepId: fields.text(ATTR_STEP_ID),
    stepName: fields.text(ATTR_STEP_NAME),
    stepType: fields.text(ATTR_STEP_TYPE),
    stepIndex: fields.count(ATTR_STEP_INDEX),
    controllerState: fields.text(ATTR_CONTROLLER_STATE),
    channel: fields.text(ATTR_CHANNEL),
  };
}

function toPeople(fields: FieldReader): Pick<RecordCommon, 'endUserId' | 'endUserName' | 'actor'> {
  const actor: Actor = {
    id: fields.text(ATTR_USER_ID),
    name: fields.text(ATTR_USER_NAME),
    email: fields.text(ATTR_USER_EMAIL),
  };
  const known = Object.values(actor).some((value) => value !== undefined);
  return {
    endUserId: fields.text(ATTR_ENDUSER_ID) ?? fields.text(ATTR_ENDUSER_PSEUDO_ID),
    endUserName: fields.text(ATTR_ENDUSER_NAME),
    actor: known ? actor : undefined,
  };
}

function toCapture(fields: FieldReader): Pick<RecordCommon, 'captureOmitted'> {
  const names = fields.text(ATTR_CAPTURE_OMITTED)?.split(',') ?? [];
  const captureOmitted = OMITTED_CONTENTS.filter((content) => names.includes(content));
  return captureOmitted.length === 0 ? {} : { captureOmitted };
}
