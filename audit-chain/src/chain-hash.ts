import { CHAIN_NAMES, planAttributes } from './attribute-plan.ts';
import { AuditValueError } from './audit-value-error.ts';
import { portableSha256 } from './sha256.ts';
import type { Sha256 } from './sha256.ts';

/** What an audit record's hash covers. */
export interface ChainInput {
  /** Id of the chain. */
  readonly chain: string;
  /** 1, 2, 3 … within the chain. */
  readonly seq: number;
  /** Hash of the entry before, or {@link GENESIS_PREV}. */
  readonly prev: string;
  /** `log.record.uid` of the record. */
  readonly uid: string;
  readonly timestampUnixNano: bigint;
  /** The record's body, exactly as it is stored. */
  readonly body: string;
  /**
   * The record's attributes, named as emitted or as Loki stores them; only those under `bot.` and `user.` count, and
   * of these not the hash and the retention class. The chain's own three may be present or not: they enter from above.
   */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A record's content reduced to what the hash is made of. */
export interface HashParts {
  readonly chain: string;
  readonly seq: number;
  readonly prev: string;
  readonly uid: string;
  readonly ns: string;
  readonly bodySha256: string;
  /** The attributes' canonical members, each with a comma behind it: those that sort before, between and after the chain's own. */
  readonly sections: readonly string[];
}

/** What the first entry of a chain names as the one before it: 64 zeros. */
export const GENESIS_PREV = '0'.repeat(64);

const FORMAT_VERSION = 1;
/** Printable ASCII but quote and backslash: nearly all attributes. */
const NEEDS_NO_ESCAPE = /^[ !#-[\]-~]*$/;

/**
 * The hash of an audit record: 64 lower-case hex digits, SHA-256 over the RFC 8785 canonical JSON of `{v: 1, chain, seq,
 * prev, uid, ns, bodySha256, attributes}`. `seq` is a number, `ns` the nanoseconds as digits, `attributes` a map from
 * the name as Loki stores it to the value as text; a value that is empty or absent is left out, because Loki does not
 * tell these apart. Lone surrogates count as U+FFFD, which is what arrives.
 * @throws AuditValueError for an attribute that is no text, number, boolean or bigint.
 */
export function chainHash(input: ChainInput, sha256: Sha256 = portableSha256): string {
  return hashParts(toHashParts(input, sha256), sha256);
}

/** Reduces a record to what is hashed, with its body's hash in place of the body. */
export function toHashParts(input: ChainInput, sha256: Sha256): HashParts {
  return {
    chain: input.chain,
    seq: input.seq,
    prev: input.prev,
    uid: input.uid,
    ns: input.timestampUnixNano.toString(),
    bodySha256: sha256(input.body),
    sections: toSections(input.attributes),
  };
}

/** The hash of a reduced record. */
export function hashParts(parts: HashParts, sha256: Sha256): string {
  return sha256(toCanonicalText(parts));
}

/** The hashed text, written out member by member in canonical order: twice as fast as sorting a general object. */
export function toCanonicalText({ chain, seq, prev, uid, ns, bodySha256, sections }: HashParts): string {
  const [before, afterId, afterPrev, afterSeq] = sections as [string, string, string, string];
  const [idName, prevName, seqName] = CHAIN_NAMES;
  const upToId = before + toMember(idName, chain);
  const upToPrev = upToId + afterId + toMember(prevName, prev);
  const members = upToPrev + afterPrev + toMember(seqName, String(seq)) + afterSeq;
  return (
    `{"attributes":{${members.slice(0, -1)}},"bodySha256":${quote(bodySha256)},"chain":${quote(chain)},` +
    `"ns":${quote(ns)},"prev":${quote(prev)},"seq":${seq},"uid":${quote(uid)},"v":${FORMAT_VERSION}}`
  );
}

function toMember(name: string, text: string): string {
  return `"${name}":${quote(text)},`;
}

function toSections(attributes: Readonly<Record<string, unknown>>): string[] {
  const sections = ['', '', '', ''];
  for (const { given, name, section } of planAttributes(Object.keys(attributes))) {
    const text = toAttributeText(attributes[given], given);
    if (text !== '') sections[section] += toMember(name, text);
  }
  return sections;
}

function quote(text: string): string {
  return NEEDS_NO_ESCAPE.test(text) ? `"${text}"` : JSON.stringify(text.toWellFormed());
}

/** An attribute's value as Loki shows it. */
function toAttributeText(value: unknown, name: string): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'undefined':
      return '';
    default:
      throw new AuditValueError([name], `an attribute is a text, a number or a boolean, not ${describe(value)}`);
  }
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
