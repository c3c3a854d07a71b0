import type { IncomingHttpHeaders } from 'node:http';
import { HEADER_BOT_UID } from '@botscope/conventions';
import { fromTraceparent } from '../core/to-carrier.ts';

const LONGEST_UID = 256;
/** Every character percent-encoded as four bytes. */
const LONGEST_HEADER = LONGEST_UID * 12;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

/** A UID as `responseHeaders()` writes it; undefined where it is absent, too long or not well-formed. */
export function readBotUid(headers: IncomingHttpHeaders): string | undefined {
  const text = headers[HEADER_BOT_UID];
  if (typeof text !== 'string' || text === '' || text.length > LONGEST_HEADER) return undefined;
  try {
    const uid = decodeURIComponent(text);
    return uid.length > LONGEST_UID || uid.trim() === '' || CONTROL.test(uid) ? undefined : uid;
  } catch {
    return undefined;
  }
}

/** A `traceparent` after W3C Trace Context; undefined where it is absent or not valid. */
export function readTraceparent({ traceparent }: IncomingHttpHeaders): string | undefined {
  if (typeof traceparent !== 'string' || traceparent.startsWith('ff')) return undefined;
  return fromTraceparent(traceparent) === undefined ? undefined : traceparent;
}
