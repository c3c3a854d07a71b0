import { CONVERSATION_STATUSES } from '@botscope/records';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildUrlState, parseUrlState } from '../../lib/url-state.ts';
import {
  exceedsTurns,
  isFiltered,
  NO_FILTERS,
  pickFilters,
  toAppliedFilters,
  toFilter,
} from './conversation-filters.ts';
import { CONVERSATIONS_SCHEMA, FLAG_CHOICES, type ConversationFilters } from './url-state.ts';

const text = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' });
const maybeText = fc.option(text, { nil: undefined });
const texts = fc.uniqueArray(text, { maxLength: 3 });

const filters: fc.Arbitrary<ConversationFilters> = fc.record({
  ...{ env: texts, bot: texts, channel: texts, flow: texts },
  ...{ q: maybeText, user: maybeText, uid: maybeText, text: maybeText },
  flagged: fc.constantFrom(...FLAG_CHOICES),
  status: fc.subarray([...CONVERSATION_STATUSES]),
  errors: fc.boolean(),
  calls: fc.boolean(),
});

describe('the address of the conversation list', () => {
  it('carries every filter', () => {
    fc.assert(
      fc.property(filters, (some) => {
        const state = { ...some, from: 'now-7d', to: 'now', refresh: '' as const };
        expect(parseUrlState(CONVERSATIONS_SCHEMA, buildUrlState(CONVERSATIONS_SCHEMA, state))).toEqual(state);
        expect(pickFilters(state)).toEqual(some);
      }),
    );
  });

  it('means all conversations of the last day where it says nothing, or nonsense', () => {
    const state = parseUrlState(CONVERSATIONS_SCHEMA, '?status=nice&flagged=maybe&errors=true&from=yesterday');
    expect(state).toEqual({ ...NO_FILTERS, from: 'now-24h', to: 'now', refresh: '1s' });
  });
});

describe('toAppliedFilters', () => {
  it('names each part once, and takes it alone away', () => {
    fc.assert(
      fc.property(filters, (some) => {
        const applied = toAppliedFilters(some);
        for (const { label, without } of applied) {
          const left = toAppliedFilters({ ...some, ...without });
          expect(left.map((part) => part.label)).toEqual(
            applied.map((part) => part.label).filter((one) => one !== label),
          );
        }
        expect(isFiltered(some)).toBe(applied.length > 0 || some.q !== undefined);
      }),
    );
  });
});

describe('toFilter', () => {
  it('asks records for all parts together', () => {
    const some: ConversationFilters = {
      ...{ env: ['sandbox', 'staging'], bot: ['b'], channel: ['web'], flow: ['Refund'], q: 'search', user: 'Mia' },
      ...{ uid: 'u', text: 'money', flagged: 'no', status: ['error', 'handover'], errors: true, calls: true },
    };
    expect(toFilter(some)).toEqual({
      ...{ environments: ['sandbox', 'staging'], bots: ['b'], channels: ['web'], flows: ['Refund'], search: 'search' },
      ...{ endUser: 'Mia', uid: 'u', text: 'money', flagged: false, statuses: ['error', 'handover'] },
      ...{ withErrors: true, withFailedCalls: true },
    });
  });
});

describe('exceedsTurns', () => {
  it.each([
    [{ env: ['sandbox'], flow: ['Refund'], user: 'Mia', uid: 'u' }, false],
    [{ text: 'money' }, true],
    [{ q: 'money' }, true],
    [{ status: ['ended'] as const }, true],
    [{ flagged: 'no' as const }, true],
    [{ errors: true }, true],
    [{ calls: true }, true],
  ])('of %j is %s', (some, expected) => {
    expect(exceedsTurns({ ...NO_FILTERS, ...some })).toBe(expected);
  });
});
