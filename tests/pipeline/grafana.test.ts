import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ATTR_BOT_ID,
  ATTR_CONVERSATION_ID,
  ATTR_DEPLOYMENT_ENVIRONMENT_NAME,
  ATTR_STEP_INDEX,
  ATTR_TURN_ID,
  buildPageUrl,
  READ_ONLY_ROUTES,
  toLokiName,
} from '@botscope/conventions';
import { followCorrelation, type Correlation } from './correlation.ts';
import { readYaml } from './read-yaml.ts';

interface DataSource {
  readonly uid: string;
  readonly type: string;
  readonly url: string;
  readonly editable: boolean;
  readonly jsonData: {
    readonly httpHeaderName1: string;
    readonly derivedFields?: readonly {
      readonly name: string;
      readonly datasourceUid?: string;
      readonly matcherType: string;
      readonly matcherRegex: string;
    }[];
    readonly tracesToLogsV2?: { readonly datasourceUid: string; readonly query: string };
    readonly streamingEnabled?: { readonly search: boolean; readonly metrics: boolean };
  };
  readonly correlations: readonly Correlation[];
  readonly secureJsonData: { readonly httpHeaderValue1: string };
}

const { datasources } = readYaml<{ datasources: readonly DataSource[] }>('provisioning/grafana/datasources.yaml');
const byType = (type: string): DataSource | undefined => datasources.find((source) => source.type === type);

describe('provisioning/grafana/datasources.yaml', () => {
  it('has one data source for records and one for traces, with fixed uids', () => {
    expect(datasources.map(({ uid, type }) => [uid, type])).toEqual([
      ['botscope-loki', 'loki'],
      ['botscope-tempo', 'tempo'],
    ]);
  });

  it('leads both to the gateway’s read-only listener, with its token, for nobody to change', () => {
    for (const { url, jsonData, secureJsonData, editable } of datasources) {
      expect(url).toBe('$BOTSCOPE_GATEWAY_READ_URL');
      expect(jsonData.httpHeaderName1).toBe('Authorization');
      expect(secureJsonData.httpHeaderValue1).toBe('Bearer $BOTSCOPE_READ_TOKEN');
      expect(editable).toBe(false);
    }
  });

  it('names no tenant: the gateway’s listener sets the one that may be read', () => {
    expect(JSON.stringify(datasources)).not.toMatch(/orgid/i);
  });

  it('links records to traces and traces to records', () => {
    const linked = byType('loki')?.jsonData.derivedFields?.filter(({ datasourceUid }) => datasourceUid !== undefined);
    expect(linked).toMatchObject([{ datasourceUid: 'botscope-tempo', matcherRegex: '^trace_id$' }]);
    expect(byType('tempo')?.jsonData.tracesToLogsV2).toMatchObject({
      datasourceUid: 'botscope-loki',
      query: '{$${__tags}} | trace_id="$${__trace.traceId}"',
    });
  });

  it('asks for no stream of the gateway’s listener, which has none for traces', () => {
    expect(READ_ONLY_ROUTES.filter(({ upstream, webSocket }) => upstream === 'tempo' && webSocket)).toEqual([]);
    expect(byType('tempo')?.jsonData.streamingEnabled).toEqual({ search: false, metrics: false });
  });
});

const PUBLIC_URL = 'https://grafana.example/bots';
const environment = { BOTSCOPE_PUBLIC_URL: PUBLIC_URL };
const correlationAt = (type: string, field: string): Correlation => {
  const [correlation, ...more] = (byType(type)?.correlations ?? []).filter(({ config }) => config.field === field);
  if (correlation === undefined || more.length > 0) throw new Error(`There is not one correlation at ${field}.`);
  return correlation;
};
const FIELDS = { loki: 'Conversation', tempo: 'traceID' } as const;
const only = (type: 'loki' | 'tempo'): Correlation => correlationAt(type, FIELDS[type]);

/** Where a turn is shown. */
interface Place {
  readonly env: string;
  readonly bot: string;
  readonly uid: string;
  readonly turn: string;
}

/** A record's row: the derived fields with the labels that they find. */
function toLogRow(labels: Readonly<Record<string, string>>): Record<string, string | undefined> {
  const fields = byType('loki')?.jsonData.derivedFields ?? [];
  return Object.fromEntries(
    fields.map(({ name, matcherRegex }) => [
      name,
      Object.entries(labels).find(([label]) => new RegExp(matcherRegex).test(label))?.[1],
    ]),
  );
}

const toLabels = ({ env, bot, uid, turn }: Place): Record<string, string> => ({
  [`chat_${toLokiName(ATTR_BOT_ID)}`]: 'another label whose name ends alike',
  [toLokiName(ATTR_DEPLOYMENT_ENVIRONMENT_NAME)]: env,
  [toLokiName(ATTR_BOT_ID)]: bot,
  [toLokiName(ATTR_CONVERSATION_ID)]: uid,
  [toLokiName(ATTR_TURN_ID)]: turn,
});

type Tag = (key: string, value: unknown) => object;
const keyFirst: Tag = (key, value) => ({ key, value });
const valueFirst: Tag = (key, value) => ({ value, key });

/** A span's row, its attributes as Grafana has them. */
const toSpanRow = ({ env, bot, uid, turn }: Place, tag: Tag): Record<string, unknown> => ({
  traceID: '0af7651916cd43dd8448eb211c80319c',
  serviceTags: [tag('service.name', 'bot'), tag(ATTR_DEPLOYMENT_ENVIRONMENT_NAME, env)],
  tags: [
    tag('bot.operation', 'turn'),
    tag(ATTR_BOT_ID, bot),
    tag('bot.turn.index', 7),
    tag(ATTR_CONVERSATION_ID, uid),
    tag(ATTR_TURN_ID, turn),
  ],
});

const EXAMPLE: Place = { env: 'production', bot: 'support', uid: 'a&b=c d/é', turn: '01JT' };
const parametersOf = (url: string | undefined): unknown => {
  const { origin, pathname, searchParams } = new URL(url ?? '');
  return [origin + pathname, Object.fromEntries(searchParams)];
};
const wanted = (place: Place): unknown => parametersOf(buildPageUrl(PUBLIC_URL, 'conversation', { ...place }));

describe('correlations', () => {
  it('from a record leads to its turn in the app', () => {
    const follow = (place: Place) => followCorrelation(only('loki'), toLogRow(toLabels(place)), environment);
    expect(parametersOf(follow(EXAMPLE))).toEqual(wanted(EXAMPLE));
    const text = fc.string({ minLength: 1, unit: 'grapheme' });
    fc.assert(
      fc.property(fc.record({ env: text, bot: text, uid: text, turn: text }), (place) => {
        expect(parametersOf(follow(place))).toEqual(wanted(place));
      }),
    );
  });

  it('from a record shows no link where there is no conversation', () => {
    const { [toLokiName(ATTR_CONVERSATION_ID)]: _without, ...labels } = toLabels(EXAMPLE);
    expect(followCorrelation(only('loki'), toLogRow(labels), environment)).toBeUndefined();
  });

  it.each([
    ['key first', keyFirst],
    ['value first', valueFirst],
  ])('from a span leads to its turn in the app, or nowhere: attributes with %s', (_name, tag) => {
    const follow = (place: Place) => followCorrelation(only('tempo'), toSpanRow(place, tag), environment);
    expect(parametersOf(follow(EXAMPLE))).toEqual(wanted(EXAMPLE));
    const text = fc.string({ minLength: 1, unit: 'grapheme' });
    fc.assert(
      fc.property(fc.record({ env: text, bot: text, uid: text, turn: text }), (place) => {
        const url = follow(place);
        if (url !== undefined) expect(parametersOf(url)).toEqual(wanted(place));
      }),
    );
    expect(follow({ ...EXAMPLE, uid: 'a "b"' })).toBeUndefined();
  });

  it('from a record or a span of a step leads to that step, and shows no link on others', () => {
    const ofStep = parametersOf(buildPageUrl(PUBLIC_URL, 'conversation', { ...EXAMPLE, step: 12 }));
    const ofRecord = correlationAt('loki', 'Step');
    const labels = { ...toLabels(EXAMPLE), [toLokiName(ATTR_STEP_INDEX)]: '12' };
    expect(parametersOf(followCorrelation(ofRecord, toLogRow(labels), environment))).toEqual(ofStep);
    expect(followCorrelation(ofRecord, toLogRow(toLabels(EXAMPLE)), environment)).toBeUndefined();

    const ofSpan = correlationAt('tempo', 'spanID');
    for (const tag of [keyFirst, valueFirst]) {
      const row = toSpanRow(EXAMPLE, tag);
      const withStep = { ...row, tags: [...(row['tags'] as object[]), tag(ATTR_STEP_INDEX, 12)] };
      expect(parametersOf(followCorrelation(ofSpan, withStep, environment))).toEqual(ofStep);
      expect(followCorrelation(ofSpan, row, environment)).toBeUndefined();
    }
  });

  it('from a span of another application shows no link', () => {
    const row = { traceID: 'a', serviceTags: [keyFirst('service.name', 'shop')], tags: [] };
    expect(followCorrelation(only('tempo'), row, environment)).toBeUndefined();
  });
});
