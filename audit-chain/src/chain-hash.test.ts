import { hash as nodeHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../test-vectors.json' with { type: 'json' };
import { toCanonicalText, toHashParts } from './chain-hash.ts';
import { AuditValueError, GENESIS_PREV, canonicalJson, chainHash, portableSha256 } from './index.ts';
import type { ChainInput } from './index.ts';

const input: ChainInput = {
  chain: 'c',
  seq: 1,
  prev: GENESIS_PREV,
  uid: 'u',
  timestampUnixNano: 1n,
  body: '{}',
  attributes: { 'bot.audit.action': 'CREATED' },
};
const withAttributes = (attributes: Record<string, unknown>): string => chainHash({ ...input, attributes });

describe('chainHash', () => {
  it.each(vectors.chain)('agrees with the published vector: $name', (vector) => {
    const given = { ...vector.input, timestampUnixNano: BigInt(vector.input.timestampUnixNano) };
    const parts = toHashParts(given, portableSha256);
    expect(parts.bodySha256).toBe(vector.bodySha256);
    expect(toCanonicalText(parts)).toBe(vector.canonical);
    expect(chainHash(given)).toBe(vector.hash);
  });

  it('hashes a text that is canonical JSON', () => {
    const name = fc.constantFrom('bot.a', 'bot.a_b', 'bot.a.c', 'bot.ab', 'user.name', 'bot.é', 'bot.Z');
    const attributes = fc.dictionary(name, fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.boolean()));
    fc.assert(
      fc.property(attributes, fc.string({ unit: 'binary' }), fc.maxSafeNat(), (given, uid, seq) => {
        const text = toCanonicalText(toHashParts({ ...input, uid, seq, attributes: given }, portableSha256));
        expect(text).toBe(canonicalJson(JSON.parse(text)));
      }),
    );
  });

  it('changes with everything it covers', () => {
    const changes: Partial<ChainInput>[] = [
      { chain: 'd' },
      { seq: 2 },
      { prev: 'a'.repeat(64) },
      { uid: 'v' },
      { timestampUnixNano: 2n },
      { body: '{} ' },
      { attributes: { 'bot.audit.action': 'DELETED' } },
      { attributes: { 'bot.audit.action': 'CREATED', 'user.id': '1' } },
    ];
    const hashes = [input, ...changes.map((change) => ({ ...input, ...change }))].map((one) => chainHash(one));
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('is the same for the writer, who knows no chain fields yet, and for the reader', () => {
    const written = withAttributes({
      'bot.audit.action': 'CREATED',
      'user.name': 'Anna',
      'bot.bot.count': 3,
      'bot.x': '',
    });
    const read = withAttributes({
      bot_audit_action: 'CREATED',
      user_name: 'Anna',
      bot_bot_count: '3',
      bot_audit_chain_id: 'c',
      bot_audit_chain_seq: '1',
      bot_audit_chain_prev: GENESIS_PREV,
      bot_audit_chain_hash: written,
      bot_retention: 'pinned',
      detected_level: 'info',
      userless: 'x',
    });
    expect(read).toBe(written);
  });

  it('counts what begins with bot_ or user_ as Loki stores it, and nothing else', () => {
    const plain = withAttributes({});
    expect(withAttributes({ 'user_agent.original': 'x' })).toBe(withAttributes({ user_agent_original: 'x' }));
    expect(withAttributes({ user_agent_original: 'x' })).not.toBe(plain);
    expect(withAttributes({ userless: 'x', 'service.name': 'x', robot_id: 'x', 'enduser.id': 'x' })).toBe(plain);
  });

  it('covers lone surrogates as the U+FFFD that arrives', () => {
    const lone = chainHash({ ...input, body: '\ud800', attributes: { 'user.name': '\udfff', 'user.x': '🌞' } });
    expect(lone).toBe(chainHash({ ...input, body: '\ufffd', attributes: { 'user.name': '\ufffd', 'user.x': '🌞' } }));
  });

  it('uses another hash function where one is given', () => {
    expect(chainHash(input, (text) => nodeHash('sha256', text))).toBe(chainHash(input));
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'an array',
      { 'bot.tags': ['a'] },
      'Audit value at $["bot.tags"]: an attribute is a text, a number or a boolean, not an array',
    ],
    ['an object', { 'user.x': {} }, 'not an object'],
    ['null', { 'user.x': null }, 'not null'],
    [
      'two names that Loki makes one',
      { 'bot.a.b': 1, bot_a_b: 1 },
      'Loki stores it as bot_a_b, like another attribute',
    ],
  ])('refuses %s', (_what, attributes, message) => {
    expect(() => withAttributes(attributes)).toThrow(AuditValueError);
    expect(() => withAttributes(attributes)).toThrow(message);
  });
});
