import { describe, expect, it } from 'vitest';
import { buildConversationQuery, buildLiveQuery, buildRecordByUidQuery, buildTurnQuery } from './conversation-query.ts';
import { buildCount, buildDurationPercentile, buildOutcomeHistogram } from './metric-query.ts';

const conversation = 'gen_ai_conversation_id = "c\\"1" or session_id = "c\\"1"';

describe('buildConversationQuery', () => {
  it('asks for all kinds of one conversation, by either of its names', () => {
    expect(buildConversationQuery({ bot: 'shop', environment: 'sandbox', uid: 'c"1' })).toEqual({
      area: 'records',
      selector: '{bot_record_kind=~"conversation|step|log", deployment_environment_name="sandbox", bot_id="shop"}',
      logql:
        '{bot_record_kind=~"conversation|step|log", deployment_environment_name="sandbox", bot_id="shop"} | ' +
        conversation,
    });
  });

  it('asks by UID alone where bot and environment are not known', () => {
    expect(buildConversationQuery({ uid: 'c"1', bot: '', environment: '' }).logql).toBe(
      `{bot_record_kind=~"conversation|step|log"} | ${conversation}`,
    );
  });
});

describe('buildLiveQuery', () => {
  it('asks for all conversations of a place, and for nothing that belongs to none', () => {
    expect(buildLiveQuery({ bot: 'shop', environment: 'sandbox' }).logql).toBe(
      '{bot_record_kind=~"conversation|step|log", deployment_environment_name="sandbox", bot_id="shop"}' +
        ' | gen_ai_conversation_id != "" or session_id != ""',
    );
  });

  it('asks for one conversation where it is named', () => {
    expect(buildLiveQuery({ bot: 'shop', uid: 'c1' })).toEqual(buildConversationQuery({ bot: 'shop', uid: 'c1' }));
  });
});

describe('buildTurnQuery', () => {
  it('asks for one turn of a conversation', () => {
    expect(buildTurnQuery({ uid: 'c"1', turnId: 't1' }).logql).toBe(
      `{bot_record_kind=~"conversation|step|log"} | ${conversation} | bot_turn_id = "t1"`,
    );
  });
});

describe('buildRecordByUidQuery', () => {
  it.each([
    ['records', 'conversation|step|log'],
    ['api-calls', 'api|alert'],
  ] as const)('asks area %s for kinds %s', (area, kinds) => {
    expect(buildRecordByUidQuery(area, 'u1')).toMatchObject({
      area,
      logql: `{bot_record_kind=~"${kinds}"} | log_record_uid = "u1"`,
    });
  });
});

describe('metric queries', () => {
  const query = { area: 'api-calls', selector: '{a="b"}', logql: '{a="b"} | c = "d"' } as const;

  it('counts per step and outcome, pinned copies left out', () => {
    expect(buildOutcomeHistogram(query, 60)).toBe(
      'sum by (bot_outcome) (count_over_time({a="b"} | c = "d" | bot_retention = "" [60s]))',
    );
    expect(buildCount(query, 3600)).toBe('sum(count_over_time({a="b"} | c = "d" | bot_retention = "" [3600s]))');
  });

  it('takes a percentile of the duration, per integration', () => {
    expect(buildDurationPercentile(query, 0.95, 300)).toBe(
      'quantile_over_time(0.95, {a="b"} | c = "d" | bot_retention = "" | unwrap bot_duration_ms | __error__="" [300s])' +
        ' by (bot_integration_name)',
    );
  });
});
