import type { StepCall } from '@botscope/conventions';
import type { ApiCallRecord } from '../record/bot-record.ts';
import type { StepCallDetail } from './conversation.ts';

/** A step's calls: those that it names, then those that only API records tell of. */
export function toCallDetails(
  calls: readonly StepCall[],
  records: readonly ApiCallRecord[],
): readonly StepCallDetail[] {
  const byUid = new Map(records.map((record) => [record.uid, record]));
  const named = new Set(calls.map(({ uid }) => uid));
  return [
    ...calls.map((call) => ({ ...call, failed: isFailedCall(call), record: byUid.get(call.uid) })),
    ...records.filter(({ uid }) => !named.has(uid)).map(toCallDetail),
  ];
}

function toCallDetail(record: ApiCallRecord): StepCallDetail {
  return {
    uid: record.uid,
    method: record.method ?? '',
    host: record.host ?? '',
    status: record.statusCode,
    errorType: record.errorType,
    durationMs: record.durationMillis ?? 0,
    failed: record.outcome === 'error',
    record,
  };
}

/** Whether a call got no answer, or one that says it failed. */
export function isFailedCall({ status, errorType }: StepCall): boolean {
  return errorType !== undefined || (status !== undefined && status >= 400);
}
