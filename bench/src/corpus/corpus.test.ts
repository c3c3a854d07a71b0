import { ATTR_RECORD_UID, ATTR_TURN_ID } from '@botscope/conventions';
import { describe, expect, it } from 'vitest';
import { countConversations, generateCorpus, toStart } from './corpus.ts';
import { encodeBatches } from './encode-batches.ts';
import { CALL_POSITION, toTurnId, toUid } from './make-turn.ts';

const DAY_NANOS = 86_400_000_000_000n;
const endUnixNano = 1_790_000_000_000_000_000n;
const options = { records: 5000, spanNanos: 29n * DAY_NANOS, endUnixNano };
const corpus = [...generateCorpus(options)];

describe('generateCorpus', () => {
  it('gives the same records for the same options, each uid once', () => {
    expect([...generateCorpus(options)]).toEqual(corpus);
    expect(new Set(corpus.map(({ attributes }) => attributes[ATTR_RECORD_UID])).size).toBe(corpus.length);
  });

  it('stays within its span', () => {
    const times = corpus.map(({ timestampUnixNano }) => timestampUnixNano);
    const ends = [toStart(options, 0), endUnixNano];
    expect(times.every((time) => time >= (ends[0] ?? 0n) && time <= endUnixNano)).toBe(true);
  });

  it('has the calls that questions ask for by their position in a turn', () => {
    const recent = countConversations(options) - 20;
    const call = corpus.find(({ attributes }) => attributes[ATTR_RECORD_UID] === toUid(recent, 1, CALL_POSITION));
    expect(call).toMatchObject({ tenant: 'api', attributes: { [ATTR_TURN_ID]: toTurnId(recent, 1) } });
  });

  it('has steps of about 1.3 KB', () => {
    const sizes = corpus.map(({ body }) => body.length).sort((a, b) => a - b);
    expect(sizes.at(-1)).toBeLessThan(1600);
    expect(sizes.filter((size) => size > 1200).length).toBeGreaterThan(corpus.length / 3);
  });
});

describe('encodeBatches', () => {
  it('puts every record into one request', () => {
    const batches = [...encodeBatches(corpus, 300)];
    expect(batches.reduce((sum, { records }) => sum + records, 0)).toBe(corpus.length);
  });
});
