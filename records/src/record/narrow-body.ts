import type {
  AlertBody,
  AuditBody,
  ConversationBody,
  FlagBody,
  FlowBody,
  MessageBody,
  ReceivedEventBody,
  VariablesSnapshotBody,
} from '@botscope/conventions';
import { asObject, readList, readMember, readNumber, readObject, readString, type JsonObject } from './json-object.ts';

/** Body of a conversation's start or end. */
export function narrowConversationBody(object: JsonObject): ConversationBody {
  return {
    summary: readString(object, 'summary'),
    firstMessage: readString(object, 'firstMessage'),
    lastMessage: readString(object, 'lastMessage'),
  };
}

/** Body of a message. */
export function narrowMessageBody(object: JsonObject): MessageBody {
  return {
    text: readString(object, 'text') ?? '',
    attachments: readList(object, 'attachments'),
    buttons: readList(object, 'buttons'),
  };
}

/** Body of a flow. */
export function narrowFlowBody(object: JsonObject): FlowBody {
  return { input: readMember(object, 'input'), result: readMember(object, 'result') };
}

/** Body of a received event. */
export function narrowReceivedEventBody(object: JsonObject): ReceivedEventBody {
  return { payload: readMember(object, 'payload') ?? null };
}

/** Body of a snapshot of all variables. */
export function narrowSnapshotBody(object: JsonObject): VariablesSnapshotBody {
  return { variables: readObject(object, 'variables') ?? {} };
}

/** Body of an audit change. */
export function narrowAuditBody(object: JsonObject): AuditBody {
  return {
    before: readMember(object, 'before'),
    after: readMember(object, 'after'),
    context: readMember(object, 'context'),
    delta: readMember(object, 'delta'),
    beforeSha256: readString(object, 'beforeSha256'),
    afterSha256: readString(object, 'afterSha256'),
    paths: narrowPaths(object),
    stateSizeBytes: readNumber(object, 'stateSizeBytes'),
  };
}

/** Body of a flag. */
export function narrowFlagBody(object: JsonObject): FlagBody {
  return { note: readString(object, 'note') };
}

/** Body of an alert. */
export function narrowAlertBody(object: JsonObject): AlertBody {
  return {
    subject: readString(object, 'subject') ?? '',
    template: readString(object, 'template') ?? '',
    error: readString(object, 'error'),
  };
}

function narrowPaths(object: JsonObject): AuditBody['paths'] {
  return readList(object, 'paths')?.flatMap((item) => {
    const entry = asObject(item);
    const path = entry && readString(entry, 'path');
    if (entry === undefined || path === undefined) return [];
    return [{ path, beforeSha256: readString(entry, 'beforeSha256'), afterSha256: readString(entry, 'afterSha256') }];
  });
}
