import { TRANSPORT_ERROR_TYPES } from '@botscope/conventions';
import type { ApiResponse } from 'grammy/types';
import type { ApiCall } from '../../api/api-call.ts';
import type { BotTelemetry } from '../../api/bot-telemetry.ts';
import { classifyFailure } from '../../calls/classify-failure.ts';
import type { BotApiPayload } from './describe-sent.ts';
import { toPlain } from './to-plain.ts';

const JSON_HEADERS = { 'content-type': 'application/json' };
const OK = 200;

/** A call of the Bot API that has come to its end. */
export interface FinishedCall {
  readonly method: string;
  readonly payload: BotApiPayload;
  readonly durationMillis: number;
}

/** Records a call of the Bot API with its answer, or with what it was rejected with. The bot's token is in neither. */
export function recordBotApiCall(
  telemetry: BotTelemetry,
  call: FinishedCall,
  end: { readonly answer: ApiResponse<unknown> } | { readonly error: unknown },
): void {
  telemetry.recordApiCall({
    method: 'POST',
    url: `https://api.telegram.org/${call.method}`,
    urlTemplate: `/${call.method}`,
    integration: 'telegram',
    durationMillis: call.durationMillis,
    request: { headers: JSON_HEADERS, body: toPlain(call.payload) as object },
    ...('answer' in end ? { response: toResponse(end.answer) } : { error: toError(end.error) }),
  });
}

function toResponse(answer: ApiResponse<unknown>): NonNullable<ApiCall['response']> {
  return { status: answer.ok ? OK : answer.error_code, headers: JSON_HEADERS, body: answer };
}

/** grammY wraps what `fetch` was rejected with as `error`. */
function toError(error: unknown): NonNullable<ApiCall['error']> {
  const { error: inner = error } = (error ?? {}) as { error?: unknown };
  const { type, ...failure } = classifyFailure(inner, false);
  return { ...failure, type: TRANSPORT_ERROR_TYPES.find((known) => known === type) ?? 'aborted' };
}
