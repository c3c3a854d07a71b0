import {
  ATTR_CAPTURE_OMITTED,
  ATTR_SAMPLING_KEEP,
  ATTR_STEP_INDEX,
  ATTR_TURN_STEP_COUNT,
  EVENT_STEP_STARTED,
  toLokiName,
} from '@botscope/conventions';
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { FakeRoute } from '../../test-support/fake-backend.ts';
import type { StoredRecord } from '../../test-support/fake-loki.ts';
import { openConversation } from '../../test-support/open-conversation.tsx';
import { toStoredRecord } from '../../test-support/stored-record.ts';
import { createTurn, TURN_START_MILLIS } from '../../test-support/stored-turn.ts';

const traceOf = (turn: number) => String(turn).repeat(32);
const withTrace = (records: readonly StoredRecord[], turn: number) =>
  records.map((record) => ({ ...record, metadata: { ...record.metadata, trace_id: traceOf(turn) } }));
const turn = (index: number, attributes = {}) =>
  createTurn({ index, text: `Question ${index}`, steps: [{ name: 'A' }, { name: 'B' }], attributes });
const panel = async () => within(await screen.findByRole('region', { name: 'Turn' }));

/** Tempo that keeps the traces of some turns and finds only the first of them by search. */
const tempo =
  (kept: readonly number[]): FakeRoute =>
  ({ area, path }) => {
    if (area !== 'traces') return undefined;
    if (path === 'api/search') return { traces: kept.slice(0, 1).map((index) => ({ traceID: traceOf(index) })) };
    const isKept = kept.some((index) => path.endsWith(traceOf(index)));
    return { trace: isKept ? { resourceSpans: [{}] } : {} };
  };

describe('what is not here', () => {
  it('B6: counts the turns whose timings were sampled away, and shows their steps complete', async () => {
    const records = [1, 2, 3, 4].flatMap((index) => withTrace(turn(index), index));
    openConversation(records, { query: { turn: 'turn-4' }, routes: [tempo([1, 2])] });
    expect(await screen.findByText('Timings of 2 turns were sampled away; their steps are complete.')).toBeVisible();
    expect((await panel()).getByText('2 of 2 steps')).toBeVisible();
    expect((await panel()).getByText(/Its trace was sampled away/)).toBeVisible();
  });

  it('says that a configured full history keeps all timings', async () => {
    openConversation(turn(1, { [ATTR_SAMPLING_KEEP]: 'true' }), { query: { turn: 'turn-1' } });
    expect(await screen.findByText(/Full history by configuration \(sampling: full\)/)).toBeVisible();
    expect((await panel()).getByText('Its trace is kept by configuration (sampling: full).')).toBeVisible();
  });

  it('says of which turns steps are missing, and why as far as that is known', async () => {
    const started = toStoredRecord({
      atMillis: TURN_START_MILLIS + 20,
      kind: 'step',
      event: EVENT_STEP_STARTED,
      attributes: { 'bot.turn.id': 'turn-1', 'bot.turn.index': 1, [ATTR_STEP_INDEX]: 1 },
    });
    const lost = turn(1).filter(({ metadata }) => metadata[toLokiName(ATTR_STEP_INDEX)] !== '1');
    openConversation([started, ...lost, ...turn(2)], { query: { turn: 'turn-1' } });
    expect(await screen.findByText('3 of 4 steps are stored: some of turn 1 are missing.')).toBeVisible();
    expect((await panel()).getByText(/Index 1 is begun, but without an end/)).toBeVisible();
    expect((await panel()).getByRole('link', { name: 'Is the pipeline well?' })).toBeVisible();
    expect((await panel()).getByText('end not stored')).toBeVisible();
    expect((await panel()).queryByText('index 1 is missing')).toBeNull();
  });

  it('says that records are late while they may still arrive', async () => {
    const nowMillis = () => TURN_START_MILLIS + 5_000;
    openConversation(turn(1, { [ATTR_TURN_STEP_COUNT]: 3 }), { query: { turn: 'turn-1' }, nowMillis });
    expect(await screen.findByText('Records of turn 1 are late: the rest may still arrive.')).toBeVisible();
    expect((await panel()).getByText('2 of 3 steps so far: the rest may still arrive')).toBeVisible();
  });

  it('says what the policy kept out, and where to read about it', async () => {
    const omitted = { [ATTR_CAPTURE_OMITTED]: 'io,variables' };
    const steps = [{ name: 'A', attributes: omitted }, { name: 'B' }];
    openConversation(createTurn({ index: 1, text: 'Hi', steps }), { query: { turn: 'turn-1' } });
    const note = 'Input and output, variables not captured by policy (without a rule, production keeps errors only)';
    expect(await screen.findByText(`${note}, in 1 step; see docs/guides/capture.md.`)).toBeVisible();
    expect((await panel()).getByText(`${note}, in 1 of 2 steps; see docs/guides/capture.md.`)).toBeVisible();
  });

  it('says that the end of an earlier turn is not stored', async () => {
    openConversation([...turn(1).slice(0, -1), ...turn(2)]);
    expect(await screen.findByText(/The end of turn 1 is not stored/)).toBeVisible();
  });
});
