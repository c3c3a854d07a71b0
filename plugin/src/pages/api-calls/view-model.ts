import { buildPagePath, toIntegrationDisplayName } from '@botscope/conventions';
import {
  toUnixMillis,
  type ApiCallFilter,
  type ApiCallRecord,
  type BotRecord,
  type ScriptExceptionRecord,
} from '@botscope/records';
import type { RowOrder } from '../../lib/paged-rows.ts';
import type { ConfiguredBot } from '../../lib/settings.ts';
import type { Status } from '../../lib/status.ts';
import type { ApiCallsState } from './url-state.ts';

/** A record of the API log. */
export type CallRecord = ApiCallRecord | ScriptExceptionRecord;

/** Whether a record belongs into the API log. */
export function isCallRecord(record: BotRecord): record is CallRecord {
  return record.type === 'api-call' || record.type === 'script-exception';
}

/** A row of the list as it is shown. Texts are untrusted. */
export interface CallRowView {
  readonly record: CallRecord;
  readonly key: string;
  readonly status: Status;
  /** `200`, `ERR dns` or `threw`. */
  readonly statusWord: string;
  /** `POST`, `C2E`, `Script`. */
  readonly type: string;
  /** Display name of the integration. */
  readonly application: string;
  /** Host and path of a call, message of a script's exception. */
  readonly target: string;
  readonly bot: string;
  readonly environment: string;
  /** `Refund › Create refund`, or the agent. */
  readonly source: string;
  readonly user: string;
  /** When the integration was triggered. */
  readonly startMillis: number;
  readonly durationMillis: number | undefined;
  /** Path of the conversation's step; absent when the call does not belong to one. */
  readonly stepPath?: string;
}

const NOTHING = '–';
/** Margin of the link's time range around the call. */
const LINK_MARGIN_MILLIS = 30 * 60_000;

/** Newest first; the uid decides between equals. */
export const CALL_ORDER: RowOrder<CallRecord> = {
  getKey: (record) => record.uid,
  compare: (a, b) => {
    if (a.timestampUnixNano !== b.timestampUnixNano) return a.timestampUnixNano > b.timestampUnixNano ? -1 : 1;
    return a.uid > b.uid ? -1 : 1;
  },
};

/** The filter that a state of the address means. */
export function toCallFilter({ env, bot, q, status }: ApiCallsState, hideUnreachable: boolean): ApiCallFilter {
  return {
    ...(env === undefined ? {} : { environments: [env] }),
    ...(bot === undefined ? {} : { bots: [bot] }),
    ...(q === undefined ? {} : { text: q }),
    ...(status === 'all' ? {} : { outcome: status }),
    ...(hideUnreachable ? { hideUnreachable } : {}),
  };
}

/** A row as it is shown. Bots have the name of the app's configuration before the one they report. */
export function toCallRow(record: CallRecord, bots: readonly ConfiguredBot[]): CallRowView {
  const stepPath = toStepPath(record);
  return {
    record,
    key: record.uid,
    status: record.outcome === 'error' ? 'error' : 'ok',
    ...(record.type === 'api-call' ? toCallColumns(record) : toScriptColumns(record)),
    bot: bots.find(({ id }) => id === record.botId)?.name ?? record.botName ?? record.botId ?? NOTHING,
    environment: record.environment ?? NOTHING,
    source: toSource(record),
    user: record.endUserName ?? record.endUserId ?? NOTHING,
    startMillis: toUnixMillis(record.startUnixNano),
    durationMillis: record.durationMillis,
    ...(stepPath === undefined ? {} : { stepPath }),
  };
}

function toCallColumns(record: ApiCallRecord) {
  const { statusCode, errorType, requestType, method, integration, host } = record;
  return {
    statusWord: statusCode === undefined ? `ERR ${errorType ?? ''}`.trim() : String(statusCode),
    type: requestType ?? method ?? NOTHING,
    application: integration === undefined ? NOTHING : toIntegrationDisplayName(integration),
    target: toTarget(record.url, host),
  };
}

function toScriptColumns(record: ScriptExceptionRecord) {
  const { exceptionType, exceptionMessage } = record;
  return {
    statusWord: 'threw',
    type: 'Script',
    application: 'Script',
    target: [exceptionType, exceptionMessage].filter(Boolean).join(': ') || NOTHING,
  };
}

/** Host and path, without scheme and query. */
function toTarget(url: string | undefined, host: string | undefined): string {
  const parsed = url === undefined ? null : URL.parse(url);
  return parsed === null ? (url ?? host ?? NOTHING) : parsed.host + parsed.pathname;
}

function toSource(record: CallRecord): string {
  if (record.sourceType === 'agent_inbox') return `Agent: ${record.actor?.name ?? record.actor?.email ?? 'unknown'}`;
  const flow = record.flowName ?? record.flowId;
  const step = record.stepName ?? record.stepId;
  return [flow, step].filter(Boolean).join(' › ') || record.sourcePath || NOTHING;
}

function toStepPath(record: CallRecord): string | undefined {
  const { conversationId, turnId, stepIndex, botId, environment } = record;
  if (conversationId === undefined || record.sourceType === 'agent_inbox') return undefined;
  const millis = toUnixMillis(record.timestampUnixNano);
  return buildPagePath('conversation', {
    ...(botId === undefined ? {} : { bot: botId }),
    ...(environment === undefined ? {} : { env: environment }),
    uid: conversationId,
    ...(turnId === undefined ? {} : { turn: turnId }),
    ...(stepIndex === undefined ? {} : { step: stepIndex }),
    from: millis - LINK_MARGIN_MILLIS,
    to: millis + LINK_MARGIN_MILLIS,
  });
}
