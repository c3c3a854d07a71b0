/** What stands between a sender and the Collector at the moment. */
export interface FaultState {
  name: FaultName;
  readonly logsRequestTimes: number[];
}

/** Both ends of a connection. */
export interface Ends {
  readonly toServer: (chunk: Buffer) => void;
  readonly toClient: (chunk: Buffer) => void;
  /** Resets both connections. */
  readonly cut: () => void;
}

/** One kind of misbehaviour. */
export interface Fault {
  /** Whether connections that are open end when it begins; otherwise they go silent. */
  readonly breaksConnections: boolean;
  onRequest(ends: Ends, chunk: Buffer): void;
  onAnswer(ends: Ends, chunk: Buffer): void;
}

/** Names of all faults; `pass` is none. */
export type FaultName =
  'pass' | 'down' | 'unavailable' | 'hanging' | 'half-open' | 'cut-answer' | 'cut-request' | 'slow';

/** Seconds of the `Retry-After` that `unavailable` answers with. */
export const RETRY_AFTER_SECONDS = 4;

const SLOW_MILLIS = 1500;
const ANSWER_BYTES_BEFORE_CUT = 24;
const UNAVAILABLE = Buffer.from(
  `HTTP/1.1 503 Service Unavailable\r\nRetry-After: ${RETRY_AFTER_SECONDS}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
);

const passRequest = ({ toServer }: Ends, chunk: Buffer): void => toServer(chunk);
const passAnswer = ({ toClient }: Ends, chunk: Buffer): void => toClient(chunk);
const nothing = (): void => undefined;
/** Node's client sends the head of a request before its body, or both at once. */
const startsRequest = (chunk: Buffer): boolean => chunk.toString('latin1', 0, 5) === 'POST ';

/** What each fault does with the bytes that come. */
export const FAULTS: Readonly<Record<FaultName, Fault>> = {
  pass: { breaksConnections: false, onRequest: passRequest, onAnswer: passAnswer },
  /** Nobody listens. */
  down: { breaksConnections: true, onRequest: ({ cut }) => cut(), onAnswer: nothing },
  /** Answers 503 with Retry-After. */
  unavailable: {
    breaksConnections: true,
    onRequest: ({ toClient }, chunk) => startsRequest(chunk) && toClient(UNAVAILABLE),
    onAnswer: nothing,
  },
  /** The server gets the request; its answer never comes. */
  hanging: { breaksConnections: false, onRequest: passRequest, onAnswer: nothing },
  /** Connections are accepted and stay open, and nothing goes through in either direction. */
  'half-open': { breaksConnections: false, onRequest: nothing, onAnswer: nothing },
  /** The server's answer breaks off after its first bytes. */
  'cut-answer': {
    breaksConnections: true,
    onRequest: passRequest,
    onAnswer: ({ toClient, cut }, chunk) => {
      toClient(chunk.subarray(0, ANSWER_BYTES_BEFORE_CUT));
      setTimeout(cut, 10);
    },
  },
  /** The request breaks off in its middle. */
  'cut-request': {
    breaksConnections: true,
    onRequest: ({ toServer, cut }, chunk) => {
      toServer(chunk.subarray(0, chunk.length / 2));
      setTimeout(cut, 10);
    },
    onAnswer: nothing,
  },
  /** Every answer comes late. */
  slow: {
    breaksConnections: false,
    onRequest: passRequest,
    onAnswer: ({ toClient }, chunk) => void setTimeout(() => toClient(chunk), SLOW_MILLIS),
  },
};
