import { SidecarError, type SidecarErrorCode } from '../sidecar-error.ts';

const CODES: Readonly<Record<string, SidecarErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'content_type_refused',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'body_invalid',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'body_invalid',
  FST_ERR_CTP_INVALID_JSON_BODY: 'body_invalid',
  FST_ERR_VALIDATION: 'body_invalid',
};

/** The sidecar's own error for whatever a request ended with. */
export function toSidecarError(error: unknown): SidecarError {
  if (error instanceof SidecarError) return error;
  const { code = '', statusCode, message } = error as { code?: string; statusCode?: number; message?: string };
  const known = CODES[code] ?? (statusCode === 429 ? 'too_many_requests' : undefined);
  if (known !== undefined) return new SidecarError(known, known === 'body_invalid' ? message : undefined, error);
  const isClients = statusCode !== undefined && statusCode >= 400 && statusCode < 500;
  return new SidecarError(isClients ? 'body_invalid' : 'internal', isClients ? message : undefined, error);
}
