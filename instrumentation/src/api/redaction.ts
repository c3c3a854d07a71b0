import type { OptionalKind } from '../redaction/secret-kinds.ts';

/** A part of a record that a rule decides about. */
export interface RecordField {
  /** The record's event, such as `bot.step.completed`. */
  readonly event: string;
  /** Where it stands: the names of the body's members with dots between, or `attributes.` and the attribute's name. */
  readonly path: string;
  /** Its value, after secrets were replaced by their names; a copy. */
  readonly value: unknown;
}

/**
 * What becomes of a part: `drop` leaves it out, `print` puts a keyed print in its place. A function returns what takes its
 * place, or undefined to leave it out; it must be quick and no promise. Where it throws, `[hook failed]` is recorded; one
 * that took more than 50 ms is left alone for 10 s, with `[hook too slow]` in place of the values.
 */
export type FieldRule = 'drop' | 'print' | ((field: RecordField) => unknown);

/** How secrets are recognised and replaced. */
export interface RedactionOptions {
  /** Names of members, headers and parameters whose values are replaced too; compared without case, `-` and `_`. */
  readonly keys?: readonly string[];
  /** Key of the prints; the same on all hosts that should compare. `BOTSCOPE_FINGERPRINT_KEY`, else a random one. */
  readonly fingerprintKey?: string | undefined;
  /** What is looked for in texts beside secrets: `email`, `phone`; neither by default. */
  readonly detect?: readonly OptionalKind[];
  /**
   * Rules by path: `input`, `output`, `text`, `variables.delta`, `request.body`, `request.headers.x-customer`, `before.email`,
   * `attributes.exception.message`. `*` stands for any one name or place in a list; case does not count. Applied in this
   * order to records of every event that has the path, before they are written; spans are not touched.
   */
  readonly fields?: Readonly<Record<string, FieldRule>>;
  /**
   * End users are told apart by a keyed pseudonym (`enduser.pseudo.id`) in place of id and name; the same person has the
   * same one wherever the fingerprint key is the same. Texts that people wrote are not searched for their names. False by
   * default.
   */
  readonly pseudonyms?: boolean;
}
