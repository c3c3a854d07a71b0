/** What the sidecar answers to requests that it does not serve. Codes are stable; `fix` says what to do about it. */
export const SIDECAR_ERRORS = {
  host_refused: {
    status: 403,
    message: 'The Host header is not one of this machine.',
    fix: 'Ask for 127.0.0.1 or localhost.',
  },
  origin_refused: {
    status: 403,
    message: 'Browsers do not talk to the sidecar.',
    fix: "Ask through Grafana's plugin proxy and the gateway.",
  },
  people_only_through_gateway: {
    status: 403,
    message: 'This endpoint takes requests of people from the gateway only.',
    fix: 'Give gateway and sidecar the same BOTSCOPE_INTERNAL_SECRET, and ask through the gateway.',
  },
  ingest_token_missing: {
    status: 401,
    message: 'The request has no ingest token.',
    fix: 'Send "Authorization: Bearer …" with the value of BOTSCOPE_INGEST_TOKEN.',
  },
  ingest_token_wrong: {
    status: 401,
    message: 'The ingest token is not the one that the sidecar was started with.',
    fix: 'Send "Authorization: Bearer …" with the value of BOTSCOPE_INGEST_TOKEN.',
  },
  not_found: {
    status: 404,
    message: 'There is no such endpoint.',
    fix: 'The endpoints are POST /v1/logs, GET /v1/capture-policy, GET /health, and those of the contract for people.',
  },
  content_type_refused: {
    status: 415,
    message: 'The Content-Type is not accepted here.',
    fix: 'Send application/json; records also as application/x-protobuf.',
  },
  encoding_refused: {
    status: 415,
    message: 'The Content-Encoding is not accepted.',
    fix: 'Send gzip or nothing.',
  },
  body_too_large: {
    status: 413,
    message: 'The request is larger than the limit.',
    fix: 'Send smaller requests: at most 16 MB, 64 MB unpacked.',
  },
  body_invalid: {
    status: 400,
    message: 'The request cannot be read.',
    fix: 'Correct what the message names and send it again.',
  },
  settings_changed: {
    status: 409,
    message: 'Someone else has changed these settings since they were read.',
    fix: 'Read them again, make your change in them, and send it with the version that was read.',
  },
  flag_changed: {
    status: 409,
    message: 'Someone else has changed this flag since it was read.',
    fix: 'Look at the flag as it is now, and make the change again if it is still wanted.',
  },
  nothing_to_export: {
    status: 404,
    message: 'Nothing is stored of this conversation.',
    fix: 'Check bot, environment and UID; it may also be older than conversations are kept.',
  },
  export_too_large: {
    status: 413,
    message: 'The conversation is too long for a test fixture.',
    fix: 'Download one turn as fixture, or the conversation as NDJSON.',
  },
  store_down: {
    status: 502,
    message: 'The log store cannot be read.',
    fix: 'Check that it is running; the Pipeline page says what each part answers.',
  },
  too_many_requests: {
    status: 429,
    message: 'Too many requests.',
    fix: 'Wait as long as Retry-After says.',
  },
  internal: {
    status: 500,
    message: 'The sidecar failed.',
    fix: 'Look at the log of the sidecar; the request may be sent again.',
  },
} as const satisfies Readonly<Record<string, { status: number; message: string; fix: string }>>;

/** Code of an error answer of the sidecar. */
export type SidecarErrorCode = keyof typeof SIDECAR_ERRORS;

/** Body of an error answer, OTLP excepted. */
export interface SidecarErrorBody {
  readonly code: SidecarErrorCode;
  readonly message: string;
  readonly fix: string;
}

/** A request that the sidecar does not serve. */
export class SidecarError extends Error {
  override readonly name = 'SidecarError';
  readonly code: SidecarErrorCode;

  /** `detail` is appended to the code's message and reaches the client: no secrets. */
  constructor(code: SidecarErrorCode, detail?: string, cause?: unknown) {
    super(detail ? `${SIDECAR_ERRORS[code].message} ${detail}` : SIDECAR_ERRORS[code].message, { cause });
    this.code = code;
  }

  /** HTTP status of the answer. */
  get statusCode(): number {
    return SIDECAR_ERRORS[this.code].status;
  }

  /** Body of the answer. */
  toBody(): SidecarErrorBody {
    return { code: this.code, message: this.message, fix: SIDECAR_ERRORS[this.code].fix };
  }
}
