import type { ApiCallBody, Headers, ScriptExceptionBody } from '@botscope/conventions';
import { readList, readNumber, readObject, readString, type JsonObject } from './json-object.ts';
import { narrowTexts } from './narrow-step-body.ts';

/** Body of an API call. A response without a readable status is left out; the record's line still has it. */
export function narrowApiCallBody(object: JsonObject): ApiCallBody {
  const request = readObject(object, 'request') ?? {};
  const response = readObject(object, 'response');
  const error = readObject(object, 'error');
  return {
    request: {
      method: readString(request, 'method') ?? '',
      url: readString(request, 'url') ?? '',
      ...narrowContent(request),
    },
    response: response && narrowResponse(response),
    error: error && narrowTransportError(error),
  };
}

/** Body of a script exception. */
export function narrowScriptExceptionBody(object: JsonObject): ScriptExceptionBody {
  return {
    source: readString(object, 'source'),
    stack: readString(object, 'stack'),
    console: narrowTexts(readList(object, 'console')),
    variables: readObject(object, 'variables'),
  };
}

function narrowResponse(object: JsonObject): ApiCallBody['response'] {
  const status = readNumber(object, 'status');
  return status === undefined ? undefined : { status, ...narrowContent(object) };
}

function narrowContent(object: JsonObject): { headers: Headers; body?: string; bodySha256?: string } {
  return {
    headers: narrowHeaders(readObject(object, 'headers') ?? {}),
    body: readString(object, 'body'),
    bodySha256: readString(object, 'bodySha256'),
  };
}

function narrowHeaders(object: JsonObject): Headers {
  // Without a prototype, so that a header named `__proto__` is a header.
  const headers = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(object)) {
    if (typeof value === 'string') headers[name] = value;
  }
  return headers;
}

function narrowTransportError(object: JsonObject): ApiCallBody['error'] {
  return {
    phase: readString(object, 'phase') ?? '',
    cause: readString(object, 'cause') ?? '',
    host: readString(object, 'host') ?? '',
  };
}
