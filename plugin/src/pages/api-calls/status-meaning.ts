/** What a status code or cause means, and what to do about it, in a sentence each. */
export interface StatusMeaning {
  readonly title: string;
  readonly advice: string;
}

const BY_CODE: Readonly<Record<number, StatusMeaning>> = {
  400: {
    title: 'Bad request',
    advice: 'They did not understand what was sent: compare the body with their documentation.',
  },
  401: { title: 'Not authorised', advice: 'The credentials are missing, wrong or expired: reconnect the integration.' },
  403: {
    title: 'Forbidden',
    advice: 'The credentials are known but may not do this: check scopes and permissions there.',
  },
  404: { title: 'Not found', advice: 'The address or the id in it does not exist there.' },
  409: { title: 'Conflict', advice: 'It exists already, or was changed in between.' },
  413: { title: 'Too large', advice: 'The body is larger than they accept.' },
  422: {
    title: 'Not processable',
    advice: 'The body is well formed, but a value in it is not accepted: see the response.',
  },
  429: {
    title: 'Too many requests',
    advice: 'Their rate limit is reached: send less often, or retry after the time they name.',
  },
  500: {
    title: 'Internal server error',
    advice: 'It failed on their side: see the response, try again later, or tell them.',
  },
  502: { title: 'Bad gateway', advice: 'A proxy on their side got no usable answer: try again later.' },
  503: { title: 'Unavailable', advice: 'They are overloaded or in maintenance: try again later.' },
  504: { title: 'Gateway time-out', advice: 'A proxy on their side waited in vain: try again later.' },
};

const BY_CLASS: Readonly<Record<number, StatusMeaning>> = {
  1: { title: 'Informational', advice: 'An intermediate answer; the final one is missing.' },
  2: { title: 'Success', advice: 'Nothing to do.' },
  3: { title: 'Redirect', advice: 'The address has moved: use the one in the location header.' },
  4: { title: 'Refused', advice: 'They did not accept the request: see the response.' },
  5: { title: 'Failed', advice: 'It failed on their side: see the response, or try again later.' },
};

const BY_CAUSE: Readonly<Record<string, StatusMeaning>> = {
  dns: { title: 'Host not found', advice: 'No server has this name: check the address for a typing error.' },
  refused: {
    title: 'Connection refused',
    advice: 'The host is there, but nothing listens on this port: check port and service.',
  },
  tls: { title: 'Certificate not accepted', advice: 'The certificate is expired, self-made or for another name.' },
  timeout: { title: 'Time-out', advice: 'No answer came in time: they are slow, or a firewall drops the packets.' },
  aborted: { title: 'Given up', advice: 'The bot itself ended the call before the answer came.' },
  reset: { title: 'Connection lost', advice: 'The connection broke before the answer was complete.' },
};

/** The meaning of a call's end; `undefined` for one that nothing is known about. */
export function toStatusMeaning(
  statusCode: number | undefined,
  errorType: string | undefined,
): StatusMeaning | undefined {
  if (statusCode !== undefined) return BY_CODE[statusCode] ?? BY_CLASS[Math.floor(statusCode / 100)];
  return errorType === undefined ? undefined : BY_CAUSE[errorType];
}
