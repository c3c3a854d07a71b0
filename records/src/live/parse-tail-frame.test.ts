import { ATTR_BOT_ID, ATTR_EVENT, ATTR_STEP_NAME, EVENT_STEP_COMPLETED, toLokiName } from '@botscope/conventions';
import { describe, expect, it } from 'vitest';
import { toEntry } from '../../test/test-entries.ts';
import { LokiAnswerError } from '../loki/loki-answer-error.ts';
import { parseRecord } from '../record/parse-record.ts';
import { parseTailFrame } from './parse-tail-frame.ts';

const ATTRIBUTES = { [ATTR_BOT_ID]: 'support', [ATTR_EVENT]: EVENT_STEP_COMPLETED, [ATTR_STEP_NAME]: 'Load order' };
const ENTRY = toEntry(1_700_000_000_000_000_001n, ATTRIBUTES, { output: 1 });

describe('parseTailFrame', () => {
  it('reads a record whose attributes all came as labels like the same record of a query', () => {
    const stream = { ...ENTRY.labels, ...ENTRY.metadata };
    const text = JSON.stringify({ streams: [{ stream, values: [[String(ENTRY.timestampUnixNano), ENTRY.line]] }] });
    const [record] = parseTailFrame(text).records;
    const ofQuery = parseRecord(ENTRY);
    expect(record).toMatchObject({ type: 'step', botId: 'support', stepName: 'Load order', uidDerived: true });
    expect(record?.uid).toBe(ofQuery.uid);
  });

  it('counts what a slow reader did not get', () => {
    const dropped = [{ labels: { [toLokiName(ATTR_BOT_ID)]: 'support' }, timestamp: '1' }];
    expect(parseTailFrame(JSON.stringify({ streams: null, dropped_entries: dropped }))).toEqual({
      records: [],
      droppedCount: 1,
    });
  });

  it.each(['', 'nonsense', '[]', '{"streams":[{}]}', '{"streams":[{"stream":{},"values":[[1,"x"]]}]}'])(
    'refuses %j',
    (text) => expect(() => parseTailFrame(text)).toThrow(LokiAnswerError),
  );
});
