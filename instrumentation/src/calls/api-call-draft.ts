import type { Headers } from '@botscope/conventions';
import type { ApiCallSource, Person } from '../api/api-call.ts';
import type { CallBody } from './call-body.ts';

/** Why a call got no whole answer. */
export interface CallFailure {
  /** `error.type`: one of the transport error types, or `invalid_request` where nothing was sent. */
  readonly type: string;
  /** `dns`, `connect`, `tls`, `send`, `wait` or `receive`. */
  readonly phase: string;
  /** In words safe to show. */
  readonly cause: string;
}

/** One side of a call, without secrets. */
export interface CallSide {
  readonly headers: Headers;
  readonly body: CallBody | undefined;
}

/** A call when everything about it is known. */
export interface ApiCallDraft {
  /** Uid that the step's record already names. */
  readonly uid: string;
  readonly method: string;
  readonly requestType: string;
  /** Without secrets. */
  readonly url: string;
  readonly host: string;
  readonly port: number | undefined;
  readonly integration: string | undefined;
  readonly integrationAccount: string | undefined;
  readonly source: ApiCallSource | undefined;
  readonly actor: Person | undefined;
  readonly resendCount: number | undefined;
  readonly durationMillis: number;
  readonly request: CallSide;
  readonly response: (CallSide & { readonly status: number }) | undefined;
  readonly failure: CallFailure | undefined;
}
