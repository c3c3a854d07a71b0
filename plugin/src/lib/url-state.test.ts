import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeBoundParameter } from './time-range.ts';
import {
  choiceParameter,
  choicesParameter,
  flagParameter,
  integerParameter,
  listParameter,
  textParameter,
} from './url-parameters.ts';
import { buildUrlState, parseUrlState, type UrlSchema } from './url-state.ts';

const COLOURS = ['red', 'green', 'blue'] as const;

interface State {
  readonly text: string | undefined;
  readonly colour: (typeof COLOURS)[number];
  readonly colours: readonly (typeof COLOURS)[number][];
  readonly isOn: boolean;
  readonly step: number | undefined;
  readonly list: readonly string[];
  readonly from: string;
}

const schema: UrlSchema<State> = {
  text: textParameter(),
  colour: choiceParameter(COLOURS, 'green'),
  colours: choicesParameter(COLOURS),
  isOn: flagParameter(),
  step: integerParameter(1, 9_999),
  list: listParameter(5, 20),
  from: timeBoundParameter('now-24h'),
};

/** Addresses carry whole characters only: half a surrogate pair becomes U+FFFD on the way. */
const wholeText = (maxLength: number) =>
  fc.string({ unit: 'binary', minLength: 1, maxLength: maxLength / 2 }).filter((text) => text.isWellFormed());

const states: fc.Arbitrary<State> = fc.record({
  text: fc.option(wholeText(512), { nil: undefined }),
  colour: fc.constantFrom(...COLOURS),
  colours: fc.subarray([...COLOURS]),
  isOn: fc.boolean(),
  step: fc.option(fc.integer({ min: 1, max: 9_999 }), { nil: undefined }),
  list: fc.array(wholeText(20), { maxLength: 5 }),
  from: fc.oneof(fc.nat().map(String), fc.constantFrom('now', 'now-1h', 'now-7d/d', 'now+30m')),
});

describe('buildUrlState', () => {
  it('writes what parseUrlState reads back as the same state', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(parseUrlState(schema, buildUrlState(schema, state))).toEqual(state);
      }),
    );
  });

  it('leaves out what is the default', () => {
    expect(buildUrlState(schema, parseUrlState(schema, ''))).toBe('');
  });

  it('keeps parameters that are not its own', () => {
    const state = { ...parseUrlState(schema, ''), isOn: true };
    expect(buildUrlState(schema, state, '?orgId=2&kiosk=1&text=old')).toBe('orgId=2&kiosk=1&isOn=1');
  });
});

describe('parseUrlState', () => {
  it('reads any query, taking what is unusable for the default', () => {
    fc.assert(
      fc.property(fc.webQueryParameters(), (query) => {
        const state = parseUrlState(schema, query);
        expect(parseUrlState(schema, buildUrlState(schema, state))).toEqual(state);
      }),
    );
  });

  it.each([
    ['text', 'x'.repeat(513)],
    ['colour', 'purple'],
    ['isOn', 'true'],
    ['step', '0'],
    ['step', '10000'],
    ['step', '1e3'],
    ['from', 'now-1h; DROP'],
    ['from', 'javascript:alert(1)'],
  ])('takes %s=%s for the default', (name, value) => {
    const query = new URLSearchParams({ [name]: value }).toString();
    expect(parseUrlState(schema, query)).toEqual(parseUrlState(schema, ''));
  });

  it('leaves out list items beyond the limits', () => {
    const query = 'list=a&list=&list=b&list=' + 'x'.repeat(21) + '&list=c&list=d&list=e&list=f';
    expect(parseUrlState(schema, query).list).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});
