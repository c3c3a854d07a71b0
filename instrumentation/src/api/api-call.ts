import type { TransportErrorType } from '@botscope/conventions';

/** Options of a recorded `fetch`, beside those of `fetch` itself. */
export interface FetchRecordOptions {
  /** `bot.integration.name`; recognised by host when absent (`INTEGRATIONS` of the conventions). */
  readonly integration?: string;
  /** Account of the integration, such as an e-mail address or a tenant. */
  readonly integrationAccount?: string;
  /** Path with placeholders for the span's name, such as `/orders/{id}`. */
  readonly urlTemplate?: string;
  /** How often this request was sent before. */
  readonly resendCount?: number;
  /** Where the call is configured; the flow and step of the active step when absent. */
  readonly source?: ApiCallSource;
}

/** `fetch` options with what the record should say. */
export interface RecordedRequestInit extends RequestInit, FetchRecordOptions {}

/**
 * `fetch` that records the call: request, response, transport failure. Same arguments, same answer, same rejections;
 * a response that is a stream stays one.
 */
export type RecordedFetch = (input: string | URL | Request, init?: RecordedRequestInit) => Promise<Response>;

/** Where a call comes from. */
export interface ApiCallSource {
  readonly type: 'flow_step' | 'agent_inbox' | 'api_trigger';
  /** Path of the place in the bot. */
  readonly path?: string;
  /** Address of the place, where the page should link elsewhere than to the flow. */
  readonly url?: string;
}

/** A person or program that acts on the platform, never the chatbot's end user. */
export interface Person {
  readonly id?: string;
  readonly name?: string;
  readonly email?: string;
}

/** Headers as records, pairs or `Headers`. */
export type HeadersInput = Iterable<readonly [string, string]> | Readonly<Record<string, string | readonly string[]>>;

/** Content of a request or response: text, JSON-able data or bytes. */
export type ApiCallContent = string | Uint8Array | object;

/** An API call that the bot made or answered by other means than `fetch`: inbound triggers, C2E, an agent's inbox. */
export interface ApiCall {
  /** HTTP method; `_OTHER` where there is none. */
  readonly method: string;
  /** `bot.api.request_type`; the method when absent. */
  readonly requestType?: string;
  readonly url: string;
  readonly urlTemplate?: string;
  readonly integration?: string;
  readonly integrationAccount?: string;
  readonly source?: ApiCallSource;
  /** Agent on whose behalf the call was made. */
  readonly actor?: Person;
  readonly durationMillis: number;
  readonly request?: { readonly headers?: HeadersInput; readonly body?: ApiCallContent };
  /** Absent when there was no answer. */
  readonly response?: { readonly status: number; readonly headers?: HeadersInput; readonly body?: ApiCallContent };
  /** Why there was no answer. */
  readonly error?: { readonly type: TransportErrorType; readonly phase: string; readonly cause?: string };
  readonly resendCount?: number;
}
