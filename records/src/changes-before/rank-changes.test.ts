import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { parseRecord } from '../record/parse-record.ts';
import type { FailurePoint } from './failure-point.ts';
import { rankChanges } from './rank-changes.ts';

const MINUTE_NANOS = 60_000_000_000n;
const FAILED_AT = 1_795_269_731_482_000_000n;
const FAILURE: FailurePoint = {
  timeUnixNano: FAILED_AT,
  stepNames: ['n7', 'Create refund', 'Payments'],
  flowNames: ['refund', 'Refund'],
  addresses: ['https://api.example/v2/refunds', 'mail.example'],
  texts: ['You answer in one sentence. Be polite.', 'unknown currency EUX'],
  earlier: { stepNames: ['n6', 'Ask the model'], addresses: ['https://models.example/v1'], texts: ['Answer as JSON.'] },
};

interface Sketch {
  readonly entity: readonly [type: string, id: string, name: string];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly context?: unknown;
  readonly minutes?: number;
  readonly category?: string;
}

function change({ entity: [type, id, name], minutes = 2, category = 'configuration', ...body }: Sketch) {
  return parseRecord({
    timestampUnixNano: FAILED_AT - BigInt(minutes) * MINUTE_NANOS,
    line: JSON.stringify(body),
    labels: { bot_record_kind: 'audit' },
    metadata: {
      ...{ bot_event: 'bot.audit.change', bot_audit_action: 'UPDATED', bot_audit_category: category },
      ...{ bot_audit_entity_type: type, bot_audit_entity_id: id, bot_audit_entity_name: name },
      log_record_uid: `${type}-${id}-${minutes}`,
    },
  });
}

const nearnessOf = (sketch: Sketch) => rankChanges([change(sketch)], FAILURE)[0]?.nearness;

describe('rankChanges', () => {
  it.each<[string, Sketch]>([
    ['the step itself', { entity: ['step', 'n7', 'x'], after: 1 }],
    ['the flow itself', { entity: ['flow', '9', 'REFUND'], after: 1 }],
    ['the connection that was called', { entity: ['sheets_app', '3', 'payments'], after: 1 }],
    [
      'a path that is part of the called address',
      { entity: ['webhook', '7', 'API'], before: { url: '/v1/x' }, after: { url: '/v2/refunds' } },
    ],
    ['the host that was called', { entity: ['webhook', '7', 'API'], after: { url: 'https://API.example/v1' } }],
    ['a host of which no more is known', { entity: ['webhook', '7', 'API'], after: { url: 'http://mail.example/' } }],
    ['a prompt that went in', { entity: ['prompt', '12', 'Style'], after: { text: 'You answer in one sentence.' } }],
    ['a name that the error says', { entity: ['variable', '5', 'currency'], before: 'EUR', after: 'EUX' }],
    ['an id that is part of the address', { entity: ['endpoint', 'refunds', 'x'], after: 1 }],
  ])('counts as named: %s', (_what, sketch) => {
    expect(nearnessOf(sketch)).toBe('named');
  });

  it.each<[string, Sketch, string]>([
    ['of the same flow', { entity: ['card', '41', 'Hi'], after: { flow: 'refund' } }, 'same-flow'],
    [
      'of the same flow by its context',
      { entity: ['card', '41', 'Hi'], after: 1, context: { flow: 'Refund' } },
      'same-flow',
    ],
    [
      'of a prompt that went into an earlier step',
      { entity: ['prompt', '13', 'Form'], before: { text: 'Answer as JSON.' }, after: { text: 'Answer.' } },
      'earlier-step',
    ],
    [
      'of a host that an earlier step called',
      { entity: ['webhook', '7', 'API'], after: { url: 'https://models.example/v1' } },
      'earlier-step',
    ],
    [
      'of another host',
      { entity: ['webhook', '7', 'API'], after: { url: 'https://other.example/v2/refunds' } },
      'before',
    ],
    ['with an id of one digit that stands in the address', { entity: ['card', '2', 'Hi'], after: 1 }, 'before'],
    ['with short words only', { entity: ['card', '41', 'In'], after: { text: 'one' } }, 'before'],
  ])('a change %s', (_what, sketch, nearness) => {
    expect(nearnessOf(sketch)).toBe(nearness);
  });

  it('puts the nearest first, and of equally near ones the newest', () => {
    const old = change({ entity: ['webhook', '7', 'API'], after: { url: '/v2/refunds' }, minutes: 600 });
    const flow = change({ entity: ['card', '41', 'Hi'], after: { flow: 'refund' }, minutes: 30 });
    const others = [5, 1, 9].map((minutes) => change({ entity: ['card', '1', 'x'], after: 1, minutes }));
    const ranked = rankChanges([...others, flow, old], FAILURE).map(({ record }) => record.uid);
    expect(ranked).toEqual(['webhook-7-600', 'card-41-30', 'card-1-1', 'card-1-5', 'card-1-9']);
  });

  it('leaves out what came later and what changes nothing', () => {
    const later = change({ entity: ['card', '41', 'Hi'], after: 1, minutes: -1 });
    const logIn = change({ entity: ['user', 'u-1', 'Anna'] });
    const flag = change({
      entity: ['conversation_flag', 'c-1', 'x'],
      after: { note: '' },
      category: 'user_interaction',
    });
    expect(rankChanges([later, logIn, flag], FAILURE)).toEqual([]);
  });

  it('gives each change once and never throws, whatever stands in it', () => {
    const sketches = fc.record({
      entity: fc.tuple(fc.string(), fc.string(), fc.string()),
      before: fc.jsonValue(),
      after: fc.jsonValue(),
      minutes: fc.integer({ min: 1, max: 1_440 }),
    });
    const strings = fc.array(fc.string());
    const terms = { stepNames: strings, addresses: strings, texts: strings };
    const failures = fc.record({ ...terms, flowNames: strings, earlier: fc.record(terms) });
    fc.assert(
      fc.property(fc.array(sketches, { maxLength: 8 }), failures, (all, failure) => {
        const ranked = rankChanges(all.map(change), { ...failure, timeUnixNano: FAILED_AT });
        const changed = all.filter(({ before, after }) => before !== null || after !== null);
        expect(ranked).toHaveLength(changed.length);
      }),
    );
  });
});
