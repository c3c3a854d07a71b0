import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesApiCall } from '../filters/matches-api-call.ts';
import { parseRecord } from '../record/parse-record.ts';
import { apiCallFilter, apiEntry } from '../../test/test-arbitraries.ts';
import { isSelected } from '../../test/test-selection.ts';
import { buildApiCallQueries } from './api-call-query.ts';

describe('buildApiCallQueries', () => {
  it('selects exactly what the filter means', () => {
    fc.assert(
      fc.property(apiEntry, apiCallFilter, (entry, filter) => {
        expect(isSelected(buildApiCallQueries(filter), entry)).toBe(matchesApiCall(parseRecord(entry), filter));
      }),
      { numRuns: 3000 },
    );
  });

  it('asks for codes, classes and missing answers in one condition', () => {
    expect(buildApiCallQueries({ responseCodes: ['5xx', '404', 'none'] })[0]?.logql).toBe(
      '{bot_record_kind="api"} | http_response_status_code = "404" or http_response_status_code = "" or ' +
        '(http_response_status_code >= 500 and http_response_status_code < 600) | __error__=""',
    );
  });

  it('asks a second time, by ids, for a text that looks like one', () => {
    const queries = buildApiCallQueries({ bots: ['shop'], text: '9f2c-71' });
    expect(queries).toHaveLength(2);
    expect(queries[1]?.logql).toContain('gen_ai_conversation_id = "9f2c-71"');
    expect(buildApiCallQueries({ text: 'refund failed' })).toHaveLength(1);
  });
});
