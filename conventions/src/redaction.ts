/** What stands where a secret was: a keyed print of it, and the id of the print's key. */
export interface SecretPrint {
  /** 8 hex digits; equal for equal secrets under the same key. */
  readonly print: string;
  /** 4 hex digits; prints of different keys cannot be compared. */
  readonly keyId: string;
}

const REDACTED = /\[redacted:([0-9a-f]{8}):([0-9a-f]{4})\]/;

/** The text that replaces a secret: `[redacted:<print>:<key id>]`. */
export function renderRedacted({ print, keyId }: SecretPrint): string {
  return `[redacted:${print}:${keyId}]`;
}

/** The first replaced secret in a text; undefined when there is none. */
export function parseRedacted(text: string): SecretPrint | undefined {
  const [, print, keyId] = REDACTED.exec(text) ?? [];
  return print !== undefined && keyId !== undefined ? { print, keyId } : undefined;
}
