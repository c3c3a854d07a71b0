import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyChain } from './index.ts';
import type { ChainEntry, ChainVerification } from './index.ts';
import {
  buildChain,
  checkpointAt,
  checkpointEntry,
  sealed,
  strangeKey,
  testKey,
  timeOf,
  withAttributes,
} from './test-chain.ts';
import { anyManipulation } from './test-manipulation.ts';

const keys = [testKey];
const kindsOf = ({ findings }: ChainVerification): string[] => findings.map(({ kind }) => kind);
const wordsOf = ({ findings }: ChainVerification): string[] => findings.map(({ words }) => words);

describe('verifyChain', () => {
  it('finds and names every single manipulation', () => {
    const length = 8;
    const entries = buildChain(length);
    const checkpoints = [checkpointAt(entries, 3), checkpointAt(entries, length)];
    fc.assert(
      fc.property(anyManipulation(length), fc.boolean(), ({ name, kinds, apply }, hasMiddle) => {
        const result = verifyChain(apply(entries), hasMiddle ? checkpoints : checkpoints.slice(1), keys);
        expect(result.ok, name).toBe(false);
        expect(
          kinds.filter((kind) => kindsOf(result).includes(kind)),
          `${name}: ${wordsOf(result).join('; ')}`,
        ).not.toEqual([]);
        expect(result.verified).toBeLessThanOrEqual(length);
      }),
      { numRuns: 1500 },
    );
  });

  it('finds nothing in an honest chain, whatever the order, repetitions, copies and expired head', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.nat(),
        fc.array(fc.nat(), { maxLength: 6 }),
        (length, expired, repeated) => {
          const [mine, other] = [buildChain(length), buildChain(3, 'other')];
          const records = [checkpointEntry(checkpointAt(mine, length)), ...mine.slice(expired % length), ...other];
          const repetitions = repeated.map((index) => records[index % records.length] as ChainEntry);
          const pinned = repetitions.map((entry) => withAttributes(entry, { bot_retention: 'pinned' }));
          const shuffled = [...pinned, ...repetitions, ...records].reverse();
          const result = verifyChain(
            shuffled,
            [checkpointAt(mine, Math.ceil(length / 2)), checkpointAt(other, 3)],
            keys,
          );
          expect(result.findings).toEqual([]);
          expect(result).toMatchObject({ ok: true, verified: length - (expired % length) + 3 });
        },
      ),
    );
  });

  it('names a gap by its neighbours', () => {
    const entries = buildChain(1050).slice(1039);
    expect(wordsOf(verifyChain(entries.filter((_, index) => index !== 2)))).toEqual([
      'entry 1042 missing between 1041 and 1043',
    ]);
    const gap = verifyChain(entries.filter((_, index) => index < 2 || index > 5));
    expect(gap.findings).toEqual([
      {
        kind: 'missing',
        chain: 'main',
        seq: 1042,
        lastSeq: 1045,
        words: 'entries 1042 to 1045 missing between 1041 and 1046',
      },
    ]);
  });

  it('says where a chain begins whose head has expired', () => {
    const result = verifyChain(buildChain(20).slice(4));
    expect(result.ok).toBe(true);
    expect(result.chains).toEqual([
      {
        chain: 'main',
        firstSeq: 5,
        lastSeq: 20,
        verified: 16,
        checkpoints: 0,
        words: 'entries 5 to 20; begins at 5: what came before has expired or lies outside the range',
      },
    ]);
  });

  it('names a cut tail, also where no entry is left', () => {
    const entries = buildChain(10);
    const checkpoints = [checkpointAt(entries, 4), checkpointAt(entries, 10)];
    expect(wordsOf(verifyChain(entries.slice(0, 7), checkpoints, keys))).toEqual([
      'entries 8 to 10 missing after 7: a checkpoint names 10 as the last',
    ]);
    expect(wordsOf(verifyChain([], checkpoints, keys))).toEqual([
      'entries 1 to 10 missing and none is left: a checkpoint names 10 as the last',
    ]);
  });

  it('expects of a period what its checkpoints prove to lie in it', () => {
    const entries = buildChain(10);
    const checkpoints = [2, 5, 8].map((seq) => checkpointAt(entries, seq));
    const from4 = { completeFromUnixNano: timeOf(4) };
    expect(verifyChain(entries.slice(3), checkpoints, keys, from4).ok).toBe(true);
    expect(verifyChain(entries.slice(5), checkpoints, keys, from4).ok).toBe(true);
    expect(wordsOf(verifyChain(entries.slice(6), checkpoints, keys, from4))).toEqual(['entry 6 missing before 7']);
    expect(wordsOf(verifyChain([], checkpoints, keys, from4))).toEqual([
      'entries 6 to 8 missing and none is left: a checkpoint names 8 as the last',
    ]);
    expect(verifyChain([], checkpoints, keys, { completeFromUnixNano: timeOf(11) }).ok).toBe(true);
  });

  it('says which entry was changed', () => {
    const entries = buildChain(5).map((entry, index) => (index === 2 ? { ...entry, body: '{}' } : entry));
    expect(verifyChain(entries)).toMatchObject({
      ok: false,
      verified: 4,
      findings: [
        { kind: 'edited', seq: 3, uid: 'main-3', words: 'entry 3 was changed: its contents do not have its hash' },
      ],
    });
  });

  it('blames the entry that is not signed when two neighbours do not fit', () => {
    const entries = buildChain(5);
    const resealed = (index: number): ChainEntry[] =>
      entries.map((entry, i) => {
        const prev = entry.attributes['bot_audit_chain_prev'] as string;
        return i === index ? sealed({ ...entry, body: 'x' }, 'main', i + 1, prev) : entry;
      });
    expect(wordsOf(verifyChain(resealed(2)))).toEqual(['entry 3 was rewritten: entry 4 continues another one']);
    const other = entries.map((entry, i) => (i === 3 ? sealed(entry, 'main', 4, 'b'.repeat(64)) : entry)).slice(0, 4);
    expect(wordsOf(verifyChain(other, [checkpointAt(entries, 3)], keys))).toEqual([
      'entry 4 was rewritten: it does not continue entry 3, which is signed',
    ]);
    const first = [sealed(entries[0] as ChainEntry, 'main', 1, 'b'.repeat(64))];
    expect(wordsOf(verifyChain(first))).toEqual(['entry 1 was rewritten: it continues another entry']);
  });

  it('tells damage once, not again at the neighbours and the checkpoint', () => {
    const entries = buildChain(5);
    const checkpoints = [checkpointAt(entries, 3), checkpointAt(entries, 5)];
    for (const [index, field] of [
      [0, 'prev'],
      [2, 'hash'],
      [2, 'prev'],
      [4, 'hash'],
    ] as const) {
      const name = `bot_audit_chain_${field}`;
      const damaged = entries.map((entry, i) =>
        i === index ? withAttributes(entry, { [name]: 'a'.repeat(64) }) : entry,
      );
      expect(verifyChain(damaged, checkpoints, keys).findings).toMatchObject([{ kind: 'edited', seq: index + 1 }]);
      expect(verifyChain(damaged).findings).toHaveLength(1);
    }
  });

  it.each([
    ['seq', '1e3'],
    ['seq', '03'],
    ['seq', '9999999999999999'],
    ['prev', 'A'.repeat(64)],
    ['hash', ''],
    ['id', ''],
  ])('does not read a chain field %s of "%s"', (field, text) => {
    const entries = buildChain(3);
    const broken = withAttributes(entries[2] as ChainEntry, { [`bot_audit_chain_${field}`]: text });
    expect(verifyChain([...entries.slice(0, 2), broken, broken]).findings).toEqual([
      {
        kind: 'edited',
        chain: field === 'id' ? '' : 'main',
        uid: 'main-3',
        words: 'the chain fields of a record are unreadable',
      },
    ]);
  });

  it.each<[string, (entry: ChainEntry, other: ChainEntry) => ChainEntry]>([
    ['body', (entry, { body }) => ({ ...entry, body })],
    ['time, uid', (entry, { uid, timestampUnixNano }) => ({ ...entry, uid, timestampUnixNano })],
    ['number, predecessor', (entry, other) => taking(entry, other, ['seq', 'prev', 'hash'])],
    ['hash', (entry, other) => taking(entry, other, ['hash'])],
    [
      'attributes',
      (entry, other) => ({ ...entry, attributes: taking(other, entry, ['seq', 'prev', 'hash']).attributes }),
    ],
  ])('says that two entries exchanged their %s', (what, mix) => {
    const entries = buildChain(9);
    const [a, b] = [entries[2] as ChainEntry, entries[6] as ChainEntry];
    const swapped = entries.map((entry) => (entry === a ? mix(a, b) : entry === b ? mix(b, a) : entry));
    expect(wordsOf(verifyChain(swapped))).toEqual([
      `entry 3 was exchanged with entry 7: ${what}`,
      `entry 7 was exchanged with entry 3: ${what}`,
    ]);
  });

  it('does not try all pairs of many damaged entries', () => {
    const entries = buildChain(30);
    const bodies = entries.map(({ body }) => body).reverse();
    const reversed = entries.map((entry, index) => ({ ...entry, body: bodies[index] as string }));
    expect(new Set(kindsOf(verifyChain(reversed)))).toEqual(new Set(['edited']));
    expect(new Set(kindsOf(verifyChain(reversed.slice(20))))).toEqual(new Set(['edited']));
    expect(new Set(kindsOf(verifyChain(reversed.slice(10, 20))))).toEqual(new Set(['reordered']));
  });

  it('keeps the signed one of two entries that claim one place, and decides nothing without a reason', () => {
    const entries = buildChain(3);
    const prev = (entries[2] as ChainEntry).attributes['bot_audit_chain_prev'] as string;
    const rival = sealed({ ...(entries[2] as ChainEntry), uid: 'rival', body: 'r' }, 'main', 3, prev);
    const undecided = verifyChain([...entries, rival]);
    expect(undecided).toMatchObject({ verified: 2, findings: [{ kind: 'duplicate-seq', seq: 3, uid: 'rival' }] });
    const loose = sealed({ ...(entries[2] as ChainEntry), uid: 'loose' }, 'main', 3, 'd'.repeat(64));
    expect(verifyChain([loose, ...entries]).findings).toMatchObject([{ kind: 'inserted', seq: 3, uid: 'loose' }]);
    const decided = verifyChain([rival, ...entries], [checkpointAt(entries, 3)], keys);
    expect(decided).toMatchObject({ verified: 3, findings: [{ kind: 'inserted', seq: 3, uid: 'rival' }] });
  });

  it('finds a chain that was computed anew, between the last signed entry that agrees and the first that does not', () => {
    const entries = buildChain(9);
    const checkpoints = [3, 6, 9].map((seq) => checkpointAt(entries, seq));
    const forged = entries.slice(0, 4);
    for (const entry of entries.slice(4)) {
      const prev = (forged.at(-1) as ChainEntry).attributes['bot_audit_chain_hash'] as string;
      forged.push(sealed({ ...entry, body: 'forged' }, 'main', forged.length + 1, prev));
    }
    expect(verifyChain(forged).ok).toBe(true);
    expect(verifyChain(forged, checkpoints, keys)).toMatchObject({
      verified: 6,
      findings: [
        {
          kind: 'rewritten',
          seq: 4,
          lastSeq: 6,
          words: 'entries 4 to 6 do not lead to the signed entry 6: the chain was rewritten',
        },
      ],
    });
  });

  it('believes no checkpoint that is changed or signed with another key, and any when no key is given', () => {
    const entries = buildChain(4);
    const good = checkpointAt(entries, 4);
    const changed = { ...good, headSeq: 9 };
    const strange = checkpointAt(entries, 4, strangeKey);
    expect(wordsOf(verifyChain(entries, [changed, changed], keys))).toEqual([
      'the checkpoint of entry 9 has a wrong signature',
    ]);
    expect(wordsOf(verifyChain(entries, [strange], keys))).toEqual([
      `the checkpoint of entry 4 is signed with the unknown key ${strangeKey.keyId}`,
    ]);
    expect(kindsOf(verifyChain(entries, [changed]))).toEqual(['tail-cut']);
    expect(verifyChain(entries, [good, good], keys).chains[0]?.checkpoints).toBe(1);
  });

  it('takes the records of checkpoints as such, and says which are unreadable', () => {
    const entries = buildChain(3);
    const record = checkpointEntry(checkpointAt(entries, 3));
    expect(wordsOf(verifyChain([...entries.slice(0, 2), record], [], keys))).toEqual([
      'entry 3 missing after 2: a checkpoint names 3 as the last',
    ]);
    const broken = withAttributes(record, { bot_audit_checkpoint_head_seq: 'three' });
    expect(kindsOf(verifyChain([...entries, broken, broken], [], keys))).toEqual(['bad-signature']);
  });

  it('is not kept busy by absurd numbers', () => {
    const absurd = sealed(
      { ...(buildChain(1)[0] as ChainEntry), uid: 'absurd' },
      'main',
      Number.MAX_SAFE_INTEGER,
      'c'.repeat(64),
    );
    expect(wordsOf(verifyChain([...buildChain(2), absurd]))).toEqual([
      'entries 3 to 9007199254740990 missing between 2 and 9007199254740991',
    ]);
  });
});

/** An entry with some chain fields of another one. */
function taking(entry: ChainEntry, other: ChainEntry, fields: readonly string[]): ChainEntry {
  const names = fields.map((field) => `bot_audit_chain_${field}`);
  return withAttributes(entry, Object.fromEntries(names.map((name) => [name, other.attributes[name] as string])));
}
