/** What the gateway can answer instead of an upstream. Codes are stable; `fix` says what to do about it. */
export const GATEWAY_ERRORS = {
  path_refused: {
    status: 403,
    message: 'The path is written in a way that is not accepted.',
    fix: 'Send the path plainly: no dot segments, double or encoded slashes, backslashes, semicolons or percent signs.',
  },
  connection_header_refused: {
    status: 403,
    message: 'The Connection header names other headers, which would delete them on the way.',
    fix: 'Send "Connection: keep-alive" or "Connection: close", or none.',
  },
  secret_missing: {
    status: 403,
    message: 'The request has no X-Botscope-Secret.',
    fix: "Set the proxy secret in the app's secureJsonData to the value of BOTSCOPE_PROXY_SECRET, and ask through Grafana's plugin proxy.",
  },
  secret_wrong: {
    status: 403,
    message: 'The X-Botscope-Secret is not the one that the gateway was started with.',
    fix: "Set the proxy secret in the app's secureJsonData to the value of BOTSCOPE_PROXY_SECRET.",
  },
  api_logs_off: {
    status: 404,
    message: 'API logs are switched off.',
    fix: 'Start the gateway with BOTSCOPE_API_LOGS=on.',
  },
  route_unknown: {
    status: 403,
    message: 'The gateway lets nothing through for this method and path.',
    fix: 'The accepted methods and paths are listed in docs/reference; the gateway never lets a write through to Loki or Tempo.',
  },
  action_wrong: {
    status: 403,
    message: 'X-Botscope-Action is not the action of this method and path.',
    fix: 'Use the plugin as built: plugin.json sets the action of each route.',
  },
  identity_missing: {
    status: 403,
    message: 'The request has no X-Grafana-Id, so nobody knows who asks.',
    fix: 'Switch on [auth] id_response_header or the idForwarding feature in Grafana, and ask while logged in.',
  },
  identity_invalid: {
    status: 403,
    message: 'The X-Grafana-Id token is not valid.',
    fix: 'Check that BOTSCOPE_GRAFANA_URL and BOTSCOPE_GRAFANA_ROOT_URL name the Grafana that is used.',
  },
  identity_expired: {
    status: 403,
    message: 'The X-Grafana-Id token has expired.',
    fix: 'Load the page again; if that does not help, compare the clocks of Grafana and the gateway.',
  },
  identity_kind_refused: {
    status: 403,
    message: 'Anonymous visitors and service accounts may not read through the gateway.',
    fix: 'Log in as a person, or start the gateway with BOTSCOPE_ALLOW_ANONYMOUS=on or BOTSCOPE_ALLOW_SERVICE_ACCOUNTS=on.',
  },
  role_too_low: {
    status: 403,
    message: 'Your role does not include this permission.',
    fix: 'Ask an Admin of the Grafana organisation for a higher role.',
  },
  read_token_wrong: {
    status: 403,
    message: 'The read-only listener wants the read token.',
    fix: 'Send "Authorization: Bearer …" with the value of BOTSCOPE_READ_TOKEN.',
  },
  host_refused: {
    status: 403,
    message: 'Without a read token, this listener is asked by its loopback address only.',
    fix: 'Ask for 127.0.0.1 or localhost, or send the read token.',
  },
  origin_refused: {
    status: 403,
    message: 'A page of another site asks for a WebSocket.',
    fix: 'Open the page at the address in BOTSCOPE_GRAFANA_ROOT_URL. The read-only listener is for programs, not for pages.',
  },
  keys_unavailable: {
    status: 503,
    message: "Grafana's signing keys cannot be fetched, so no identity can be verified.",
    fix: 'Check that BOTSCOPE_GRAFANA_URL can be reached from the gateway and answers /api/signing-keys/keys.',
  },
  upstream_down: {
    status: 502,
    message: 'A part behind the gateway does not answer.',
    fix: 'Start it, or check its address in the configuration of the gateway.',
  },
  upstream_refused: {
    status: 502,
    message: 'A part behind the gateway does not accept the gateway.',
    fix: 'Give gateway and sidecar the same BOTSCOPE_INTERNAL_SECRET, and the gateway the tenant and credentials that the stores expect.',
  },
  upstream_other: {
    status: 502,
    message: 'Another program answers in the place of a part behind the gateway.',
    fix: 'Check the address of that part in the configuration of the gateway.',
  },
  internal: {
    status: 500,
    message: 'The gateway failed.',
    fix: 'Look at the log of the gateway.',
  },
} as const satisfies Readonly<Record<string, { status: number; message: string; fix: string }>>;

/** Code of an error answer of the gateway. */
export type GatewayErrorCode = keyof typeof GATEWAY_ERRORS;

/** The part of the product that an error is about. */
export type GatewayErrorPart = 'loki' | 'tempo' | 'sidecar' | 'grafana';

/** Body of an error answer. */
export interface GatewayErrorBody {
  readonly code: GatewayErrorCode;
  readonly message: string;
  readonly part?: GatewayErrorPart;
  readonly fix: string;
}

/** A request that the gateway answers itself. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly code: GatewayErrorCode;
  readonly part: GatewayErrorPart | undefined;
  /** What the case adds to the code's message. */
  readonly detail: string | undefined;
  /** What to do about it: the code's own advice unless the case allows a better one. */
  readonly fix: string;

  /** `detail` is appended to the code's message; it and `fix` reach the client: no secrets, no addresses. */
  constructor(
    code: GatewayErrorCode,
    options: { detail?: string; part?: GatewayErrorPart; fix?: string; cause?: unknown } = {},
  ) {
    const { message } = GATEWAY_ERRORS[code];
    super(options.detail ? `${message} ${options.detail}` : message, { cause: options.cause });
    this.code = code;
    this.part = options.part;
    this.detail = options.detail;
    this.fix = options.fix ?? GATEWAY_ERRORS[code].fix;
  }

  /** HTTP status of the answer. */
  get status(): number {
    return GATEWAY_ERRORS[this.code].status;
  }

  /** Body of the answer. */
  toBody(): GatewayErrorBody {
    const { code, message, part, fix } = this;
    return { code, message, ...(part ? { part } : {}), fix };
  }
}
