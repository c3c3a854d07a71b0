import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesLog } from '../filters/matches-log.ts';
import { parseRecord } from '../record/parse-record.ts';
import { logEntry, logFilter } from '../../test/test-arbitraries.ts';
import { isSelected } from '../../test/test-selection.ts';
import { buildLogQuery } from './log-record-query.ts';

describe('buildLogQuery', () => {
  it('selects exactly what the filter means', () => {
    fc.assert(
      fc.property(logEntry, logFilter, (entry, filter) => {
        expect(isSelected([buildLogQuery(filter)], entry)).toBe(matchesLog(parseRecord(entry), filter));
      }),
      { numRuns: 2000 },
    );
  });

  it('asks for a level and all above it by number', () => {
    expect(buildLogQuery({ minLevel: 'warning' }).logql).toBe(
      '{bot_record_kind="log"} | severity_number >= 13 | __error__=""',
    );
  });
});
