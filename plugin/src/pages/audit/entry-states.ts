import { parseJson, type JsonObject, type JsonValue } from '@botscope/delta';

/** What an entry says about its entity, read from its line so that big numbers stay exact. */
export interface EntryStates {
  /** Absent: there was nothing before. */
  readonly before?: JsonValue;
  /** Absent: there is nothing after. */
  readonly after?: JsonValue;
  readonly context?: JsonValue;
  /** In place of both states where they were too large to store: the delta, or paths with hashes. */
  readonly summary?: JsonValue;
  /** Size of the states that are not stored, in bytes. */
  readonly unstoredSizeBytes?: number;
  /** Why the line could not be read. */
  readonly problem?: string;
}

/** Reads the body of an audit entry. Never throws. */
export function readEntryStates(line: string): EntryStates {
  try {
    const body = parseJson(line);
    return typeof body === 'object' && body !== null && !Array.isArray(body)
      ? readBody(body as JsonObject)
      : { problem: 'The record has no body.' };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

function readBody(body: JsonObject): EntryStates {
  const member = (name: string): JsonValue | undefined => (Object.hasOwn(body, name) ? body[name] : undefined);
  const present = (name: string): JsonValue | undefined => member(name) ?? undefined;
  const before = present('before');
  const after = present('after');
  const context = present('context');
  const summary = present('delta') ?? present('paths');
  const size = member('stateSizeBytes');
  return {
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(context === undefined ? {} : { context }),
    ...(summary === undefined ? {} : { summary }),
    ...(typeof size === 'number' ? { unstoredSizeBytes: size } : {}),
  };
}
