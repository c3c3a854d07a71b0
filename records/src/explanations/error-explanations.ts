import type { TransportErrorType } from '@botscope/conventions';
import type { Explanation, ExplanationTable } from './explanation.ts';

/** Why a call got no answer, by transport error type. */
export const TRANSPORT_EXPLANATIONS: Readonly<Record<TransportErrorType, Explanation>> = {
  dns: {
    title: 'Host not found',
    meaning: 'No address is known for the name of the host, so nothing was sent.',
    advice: 'Check the address for a typing error, and what was changed in the webhook or variable that holds it.',
  },
  refused: {
    title: 'Connection refused',
    meaning: 'The host can be found, but nothing there accepts connections on this port.',
    advice: 'Check the port, and whether the service runs and is reachable from the bot.',
  },
  tls: {
    title: 'Certificate not accepted',
    meaning: 'No secure connection could be made: the certificate is expired, self-made or for another name.',
    advice: 'Renew the certificate, or correct the host name; http instead of https may also be the cause.',
  },
  timeout: {
    title: 'Time-out',
    meaning: 'No complete answer came in the time that the bot waits.',
    advice: 'They are slow, or a firewall drops the packets. Look at the durations of earlier calls to this host.',
  },
  aborted: {
    title: 'Given up',
    meaning: 'The bot itself ended the call before the answer came.',
    advice: 'Look for a cancelled turn, a limit of the bot’s own, or a request that is not valid.',
  },
  reset: {
    title: 'Connection lost',
    meaning: 'The other side closed the connection before the answer was complete.',
    advice: 'Often a restart or a proxy there. Try again; when it repeats, tell them the time.',
  },
};

/** What an answer with an error status means, by code. */
export const STATUS_EXPLANATIONS: ExplanationTable = {
  400: {
    title: 'Bad request',
    meaning: 'They did not understand what was sent.',
    advice: 'Compare the body with their documentation; a variable in it may be empty.',
  },
  401: {
    title: 'Not authorised',
    meaning: 'The credentials are missing, wrong, expired or revoked.',
    advice: 'Reconnect the integration.',
  },
  403: {
    title: 'Forbidden',
    meaning: 'The credentials are known but may not do this.',
    advice: 'Check scopes and permissions there.',
  },
  404: {
    title: 'Not found',
    meaning: 'The address, or the id in it, does not exist there.',
    advice: 'Check the address, and the variable that the id comes from.',
  },
  408: { title: 'Request time-out', meaning: 'They waited in vain for the whole request.', advice: 'Try again later.' },
  409: {
    title: 'Conflict',
    meaning: 'It exists already, or was changed in between.',
    advice: 'Look for a step that ran twice.',
  },
  413: { title: 'Too large', meaning: 'The body is larger than they accept.', advice: 'Send less, or in parts.' },
  422: {
    title: 'Not processable',
    meaning: 'The body is well formed, but a value in it is not accepted.',
    advice: 'The response usually names the value; look where the bot took it from.',
  },
  429: {
    title: 'Too many requests',
    meaning: 'Their rate limit is reached.',
    advice: 'Send less often, or retry after the time that they name.',
  },
  500: {
    title: 'Internal server error',
    meaning: 'It failed on their side.',
    advice: 'See the response, try again later, or tell them.',
  },
  502: { title: 'Bad gateway', meaning: 'A proxy on their side got no usable answer.', advice: 'Try again later.' },
  503: { title: 'Unavailable', meaning: 'They are overloaded or in maintenance.', advice: 'Try again later.' },
  504: { title: 'Gateway time-out', meaning: 'A proxy on their side waited in vain.', advice: 'Try again later.' },
};

/** What an answer means whose code has no entry of its own, by its first digit. */
export const STATUS_CLASS_EXPLANATIONS: ExplanationTable = {
  1: { title: 'Informational', meaning: 'An intermediate answer.', advice: 'The final answer is missing.' },
  2: { title: 'Success', meaning: 'They did what was asked.', advice: 'Nothing to do.' },
  3: {
    title: 'Redirect',
    meaning: 'The address has moved.',
    advice: 'Use the one in the location header.',
  },
  4: { title: 'Refused', meaning: 'They did not accept the request.', advice: 'See the response.' },
  5: { title: 'Failed', meaning: 'It failed on their side.', advice: 'See the response, or try again later.' },
};

/** What a thrown error means, by its class or code. */
export const EXCEPTION_EXPLANATIONS: ExplanationTable = {
  TypeError: {
    title: 'A value is not what the code expects',
    meaning: 'The code used a member or function of something that is null, undefined or of another kind.',
    advice: 'The message names the member. Look which variable is null, and at which step it became so.',
  },
  ReferenceError: {
    title: 'A name is not known',
    meaning: 'The code uses a name that nothing defines: a typing error, or a variable that was renamed.',
    advice: 'The message names it; compare the script with its last working version.',
  },
  SyntaxError: {
    title: 'A text cannot be read',
    meaning: 'The code, or a text that it reads as JSON, is not well formed.',
    advice: 'With “JSON” in the message look at the text that was read: often an answer of a model or an error page.',
  },
  RangeError: {
    title: 'A value is out of bounds',
    meaning: 'A number, date or length is not allowed, or functions call each other without end.',
    advice: 'Look at the numbers in the input; “call stack” in the message means a loop.',
  },
  URIError: {
    title: 'An address cannot be decoded',
    meaning: 'A text with % signs is no valid encoding.',
    advice: 'Look at the text that was decoded.',
  },
  TimeoutError: {
    title: 'The time was over',
    meaning: 'Something that the step waited for took longer than it was allowed to.',
    advice: 'Look at the step’s calls and their durations.',
  },
  AbortError: {
    title: 'The work was cancelled',
    meaning: 'The bot stopped what the step was doing.',
    advice: 'Look for a limit of time or a new message of the user that cancelled it.',
  },
  rate_limit: {
    title: 'The model’s rate limit is reached',
    meaning: 'The provider takes no more requests or tokens for now.',
    advice: 'Retry later, ask for a higher limit, or send fewer tokens.',
  },
  failed: {
    title: 'The bot marked the step as failed',
    meaning: 'The step did not throw; the bot itself called it a failure, and its message says why.',
    advice: 'Look at the input and at the condition before it.',
  },
};

/** A failure of a kind that nothing is known about. */
export const OTHER_FAILURE: Explanation = {
  title: 'An error of the bot’s own',
  meaning: 'The step threw an error of a class that belongs to the bot or a library of it.',
  advice: 'The message and the first lines of the stack that are the bot’s own say where it comes from.',
};
