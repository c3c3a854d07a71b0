import type { Outcome } from '@botscope/conventions';

/** What the API-call page asks for. All parts apply together; an absent or empty list means all. */
export interface ApiCallFilter {
  readonly environments?: readonly string[];
  readonly bots?: readonly string[];
  /** "Response status". */
  readonly outcome?: Outcome;
  /** `GET`, `POST`, `C2E`, `SCRIPT` … */
  readonly requestTypes?: readonly string[];
  /** Any of: a code such as `404`, a class `1xx` … `5xx`, or `none` for calls without an answer. */
  readonly responseCodes?: readonly string[];
  /** Values of `bot.integration.name`. */
  readonly integrations?: readonly string[];
  /** Values of `bot.api.source.type`. */
  readonly sourceTypes?: readonly string[];
  /** True leaves out calls whose host gave no answer (`dns`, `refused`, `timeout` …). */
  readonly hideUnreachable?: boolean;
  /** Typed text: anywhere in the record's body, case-insensitively, or one of its ids in full. */
  readonly text?: string;
  readonly conversationId?: string;
  readonly turnId?: string;
}
