import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anyTurns,
  assembleEntries,
  createVariableConversation,
  EXACT_VALUES,
  type SketchTurn,
  type TextState,
} from '../../test/test-variables.ts';
import { buildVariableHistory } from './build-variable-history.ts';
import { mayBeOutdated, toVariableState, type VariableState } from './to-variable-state.ts';
import type { VariableHistory } from './variable-history.ts';

const rebuild = (turns: readonly SketchTurn[], options: Parameters<typeof createVariableConversation>[1] = {}) => {
  const made = createVariableConversation(turns, options);
  return { ...made, history: buildVariableHistory(assembleEntries(made.entries), EXACT_VALUES) };
};

const expected = (state: TextState) =>
  new Map([...state].map(([name, text]) => [name, EXACT_VALUES.parse(text)] as const));
const valuesOf = ({ variables }: VariableState) => new Map([...variables].map(([name, { value }]) => [name, value]));
const stepPoints = ({ points }: VariableHistory) => points.filter(({ step }) => step !== undefined);
const names = (history: VariableHistory, index: number) => history.points[index]?.changes.map(({ name }) => name);

const CART: readonly SketchTurn[] = [
  { steps: [[['user', '"Mia"']], [['cart', '{"total":3}']]] },
  { steps: [[['cart', '{"total":null}']], [], [['user', undefined]]] },
];

describe('buildVariableHistory', () => {
  it('finds that start state and changes 1 … k are the snapshot at k, whatever a bot does to its variables', () => {
    fc.assert(
      fc.property(anyTurns, (turns) => {
        // What a turn does outside its steps is known only at its end, so the law is about steps here.
        const { history, states } = rebuild(turns.map(({ steps }) => ({ steps })));
        stepPoints(history).forEach(({ index }, k) => {
          const state = toVariableState(history, index);
          expect(valuesOf(state)).toEqual(expected(states[k] ?? new Map()));
          expect(state.gap).toBeUndefined();
        });
        expect(history.check.disagreements).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('ends every turn in the state of its snapshot, whatever was set outside its steps', () => {
    fc.assert(
      fc.property(anyTurns, fc.boolean(), (turns, hasSnapshots) => {
        const { history, end } = rebuild(turns, { hasSnapshots });
        expect(valuesOf(toVariableState(history, Infinity))).toEqual(expected(end));
      }),
      { numRuns: 300 },
    );
  });

  it('claims nothing that is wrong when steps are missing: what it does not mark as outdated is true', () => {
    fc.assert(
      fc.property(anyTurns, fc.nat({ max: 6 }), (turns, kept) => {
        const made = createVariableConversation(
          turns.map(({ steps }) => ({ steps })),
          { keepsStep: (turn, step) => (turn * 7 + step * 3) % 7 !== kept },
        );
        const history = buildVariableHistory(assembleEntries(made.entries), EXACT_VALUES);
        const order = turns.flatMap(({ steps }, turn) => steps.map((_, step) => `${turn + 1}.${step + 1}`));
        for (const { index, turn, step } of stepPoints(history)) {
          const truth = expected(made.states[order.indexOf(`${turn.index}.${step?.index}`)] ?? new Map());
          const state = toVariableState(history, index);
          for (const [name, variable] of state.variables) {
            if (!mayBeOutdated(state, variable)) expect(truth.get(name)).toEqual(variable.value);
          }
          if (state.gap === undefined) expect(valuesOf(state)).toEqual(truth);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('tells null, absent and removed apart', () => {
    const { history } = rebuild([{ steps: [[['x', 'null']], [['x', undefined]]] }]);
    expect(history.points.map(({ changes }) => changes)).toEqual([
      [{ name: 'x', after: { value: null, toldAt: 0 }, isLate: false }],
      [{ name: 'x', before: { value: null, toldAt: 1 }, isLate: false }],
    ]);
  });

  it('makes a point of its own for what a turn changed outside its steps', () => {
    const { history } = rebuild([{ steps: [[['a', '1']]], outside: [['b', '2']] }, { steps: [[]] }]);
    expect(history.points.map(({ step }) => step?.index)).toEqual([1, undefined, 1]);
    expect(names(history, 1)).toEqual(['b']);
  });

  it('says after a missing step that the state is known only in part, until the turn ends', () => {
    const { history } = rebuild(CART, { keepsStep: (turn, step) => !(turn === 2 && step === 1) });
    const [, , afterGap, last] = history.points;
    expect(afterGap?.gap).toEqual({ reason: 'missing', index: 2, outdatesEarlier: true });
    const state = toVariableState(history, 2);
    const cart = state.variables.get('cart');
    expect(cart && mayBeOutdated(state, cart)).toBe(true);
    expect(last?.gap?.index).toBe(2);
    const closed = history.points.at(-1);
    expect(closed?.step).toBeUndefined();
    expect(closed?.changes).toEqual([expect.objectContaining({ name: 'cart', isLate: true })]);
    expect(toVariableState(history, Infinity).gap).toBeUndefined();
  });

  it('says that more variables exist than are known when a step counts more', () => {
    const made = createVariableConversation(CART, { keepsStep: (turn) => turn === 2, hasSnapshots: false });
    const withoutTurnEnds = made.entries.filter(({ metadata }) => metadata.bot_event !== 'bot.turn.completed');
    const history = buildVariableHistory(assembleEntries(withoutTurnEnds), EXACT_VALUES);
    expect(history.points[0]?.gap).toMatchObject({ reason: 'count', outdatesEarlier: false });
  });

  it('begins with a gap when the beginning of the conversation is not stored', () => {
    const made = createVariableConversation(CART);
    const tail = assembleEntries(made.entries.filter(({ metadata }) => metadata.bot_turn_index === '2'));
    const history = buildVariableHistory(tail, EXACT_VALUES);
    expect(history.points[0]?.gap).toEqual({ index: -1, reason: 'start', outdatesEarlier: false });
    expect(history.points[0]?.changes[0]?.before?.value).toEqual({ total: 3 });
  });

  it('names what a snapshot says otherwise than the steps, and believes the snapshot', () => {
    const { entries } = createVariableConversation(CART);
    const lied = entries.map((entry) =>
      entry.metadata.bot_event === 'bot.variables.snapshot' && entry.metadata.bot_turn_index === '1'
        ? { ...entry, line: '{"variables":{"user":"Mia","cart":{"total":99}}}' }
        : entry,
    );
    const history = buildVariableHistory(assembleEntries(lied), EXACT_VALUES);
    expect(history.check).toEqual({ snapshotCount: 2, disagreements: [{ index: 2, names: ['cart'] }] });
    expect(toVariableState(history, 2).variables.get('cart')?.value).toEqual({ total: 99 });
  });

  it('keeps a value that a step told where the snapshot was too small for it', () => {
    const { entries } = createVariableConversation(CART);
    const cut = entries.map((entry) =>
      entry.metadata.bot_event === 'bot.variables.snapshot'
        ? { ...entry, line: '{"variables":{"user":"Mia","cart":{"$truncated":70000}}}' }
        : entry,
    );
    const history = buildVariableHistory(assembleEntries(cut), EXACT_VALUES);
    expect(toVariableState(history, 1).variables.get('cart')?.value).toEqual({ total: 3 });
    expect(history.check.disagreements).toEqual([{ index: 5, names: ['user'] }]);
  });

  it('marks a step whose variables the capture policy keeps out', () => {
    const { entries } = createVariableConversation(CART, { hasSnapshots: false });
    const hidden = entries.map((entry) =>
      entry.metadata.bot_step_index === '1' && entry.metadata.bot_turn_index === '2'
        ? { ...entry, line: '{}', metadata: { ...entry.metadata, bot_capture_omitted: 'io,variables' } }
        : entry,
    );
    const history = buildVariableHistory(assembleEntries(hidden), EXACT_VALUES);
    expect(history.points[2]?.gap?.reason).toBe('policy');
  });
});
