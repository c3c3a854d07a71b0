import { describe, expect, it } from 'vitest';
import { LABEL } from '../logql/label-names.ts';
import { buildDropOffQuery, buildFlowQuery, buildFlowStepQuery, buildFold } from './flow-queries.ts';

describe('flow queries', () => {
  it('ask for ends of runs of all flows of a place', () => {
    expect(buildFlowQuery({ bot: 'shop', environment: 'sandbox' }).logql).toBe(
      '{bot_record_kind="step", deployment_environment_name="sandbox", bot_id="shop"}' +
        ' | bot_event = "bot.flow.completed" | bot_flow_id != ""',
    );
  });

  it('ask for the steps of one flow', () => {
    expect(buildFlowStepQuery({ bot: '', environment: '', id: 'a"b' }).logql).toBe(
      '{bot_record_kind="step"} | bot_event = "bot.step.completed" | bot_flow_id = "a\\"b"',
    );
  });

  it('ask for turns that neither waited nor had ended', () => {
    expect(buildDropOffQuery({}).logql).toBe(
      '{bot_record_kind="step"} | bot_event = "bot.turn.completed" | bot_flow_id != ""' +
        ' | bot_controller_state != "ended" and bot_controller_state != "waiting_for_input"' +
        ' and bot_controller_state != "waiting_for_event"',
    );
  });

  it('fold a number, pinned copies left out', () => {
    const query = { area: 'records', selector: '{a="b"}', logql: '{a="b"}' } as const;
    const fold = { operation: 'max_over_time(', of: LABEL.durationMs, by: ['x', 'y'] };
    expect(buildFold(query, fold, 60)).toBe(
      'max_over_time({a="b"} | bot_retention = "" | unwrap bot_duration_ms | __error__="" [60s]) by (x, y)',
    );
  });
});
