import type { ApiCallBody } from '@botscope/conventions';
import { cutText } from '../record/cut-text.ts';
import type { ApiCallDraft, CallSide } from './api-call-draft.ts';

const SMALLEST_BODY_BYTES = 1_024;

/** JSON text of a call's body. Over the limit, the bodies of request and response are cut again. */
export function toCallBodyText(draft: ApiCallDraft, limitBytes: number): string {
  let bodyBytes = Infinity;
  for (;;) {
    const text = JSON.stringify(toApiCallBody(draft, bodyBytes));
    if (Buffer.byteLength(text) <= limitBytes || bodyBytes <= SMALLEST_BODY_BYTES) return text;
    bodyBytes = Math.min(bodyBytes, limitBytes) / 2;
  }
}

function toApiCallBody(
  { method, url, host, request, response, failure }: ApiCallDraft,
  bodyBytes: number,
): ApiCallBody {
  return {
    request: { method, url, ...toSide(request, bodyBytes) },
    ...(response === undefined ? {} : { response: { status: response.status, ...toSide(response, bodyBytes) } }),
    ...(failure === undefined ? {} : { error: { phase: failure.phase, cause: failure.cause, host } }),
  };
}

function toSide({ headers, body }: CallSide, bodyBytes: number): Omit<ApiCallBody['request'], 'method' | 'url'> {
  if (body?.text === undefined) return { headers };
  const text = body.text.length > bodyBytes / 3 ? cutText(body.text, bodyBytes) : body.text;
  return { headers, body: text, ...(body.sha256 === undefined ? {} : { bodySha256: body.sha256 }) };
}
