import { classifyFailure } from '../calls/classify-failure.ts';

const RATE_LIMITED = 429;
const REQUEST_TIMEOUT = 408;
const FIRST_ERROR_STATUS = 400;
const TRANSPORT_CODE = /^(?:E[A-Z]{3,}|UND_ERR_\w+|CERT_\w+|ERR_TLS_\w+|UNABLE_TO_\w+)$/;

/**
 * `error.type` of a failed call of a language model, alike for all providers: `rate_limit`, `timeout`, `aborted`, a
 * transport error type, or the HTTP status that the client's error carries. Undefined where it says none of these: then the
 * error's class counts.
 */
export function toLlmErrorType(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const status = toStatus(error);
  if (status === RATE_LIMITED) return 'rate_limit';
  const names = toNames(error);
  if (status === REQUEST_TIMEOUT || /time-?d?[ _-]?out/i.test(names)) return 'timeout';
  if (/abort/i.test(names)) return 'aborted';
  if (status !== undefined && status >= FIRST_ERROR_STATUS) return String(status);
  return hasTransportCode(error) ? classifyFailure(error, false).type : undefined;
}

/** Where the clients of the large providers keep it. */
function toStatus(error: object): number | undefined {
  const { status, statusCode, $metadata, response } = error as Readonly<Record<string, unknown>>;
  const ofMetadata = ($metadata as { httpStatusCode?: unknown } | null | undefined)?.httpStatusCode;
  const ofResponse = (response as { status?: unknown } | null | undefined)?.status;
  return [status, statusCode, ofMetadata, ofResponse].find((value): value is number => typeof value === 'number');
}

function toNames(error: object): string {
  const { name, code } = error as { name?: unknown; code?: unknown };
  return [name, error.constructor.name, code].filter((part) => typeof part === 'string').join(' ');
}

function hasTransportCode(error: object): boolean {
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  if (typeof code === 'string' && TRANSPORT_CODE.test(code)) return true;
  return typeof cause === 'object' && cause !== null && hasTransportCode(cause);
}
