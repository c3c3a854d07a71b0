import { PluginExtensionPoints } from '@grafana/data';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plugin } from '../module.tsx';
import manifest from '../plugin.json' with { type: 'json' };

const links = plugin.addedLinkConfigs;
/** What Grafana shows at a place: nothing where `configure` gives nothing. */
const linkAt = (place: string, context: object) =>
  links.find(({ targets }) => targets.includes(place))?.configure?.(context);

const parametersOf = (path: string | undefined) => {
  const { pathname, searchParams } = new URL(path ?? '', 'http://grafana.example');
  return [pathname, Object.fromEntries(searchParams)];
};
const PAGE = '/a/botscope-logs-app/conversation';
const PLACE = { env: 'production', bot: 'support', uid: 'a&b=c d/é', turn: '01JT' };

const SERVICE_TAGS = [
  { key: 'service.name', value: 'support-bot' },
  { key: 'deployment.environment.name', value: 'production' },
];
const SPAN_TAGS = [
  { key: 'bot.id', value: 'support' },
  { key: 'gen_ai.conversation.id', value: PLACE.uid },
  { key: 'bot.turn.id', value: PLACE.turn },
  { key: 'bot.step.index', value: 4 },
];
const LABELS = {
  service_name: 'support-bot',
  deployment_environment_name: 'production',
  bot_id: 'support',
  gen_ai_conversation_id: PLACE.uid,
  bot_turn_id: PLACE.turn,
  bot_step_index: '4',
};
const toLists = (labels: object) => Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, [value]]));
const toAttributes = (tags: readonly { key: string; value: unknown }[]) =>
  toLists(Object.fromEntries(tags.map(({ key, value }) => [key, String(value)])));
const range = { from: 1_795_253_400_000, to: 1_795_253_460_000 };

const TRACE = {
  traceID: '9dcebbfef7d668699769bacb58b89c90',
  startTime: 1_795_253_415_818_000,
  endTime: 1_795_253_416_230_000,
  spans: [
    { spanID: '1', tags: [], process: { serviceName: 'gateway', tags: [] } },
    { spanID: '2', tags: SPAN_TAGS, process: { serviceName: 'support-bot', tags: SERVICE_TAGS } },
  ],
};
const POINTS = {
  header: PluginExtensionPoints.TraceViewHeaderActions,
  span: PluginExtensionPoints.TraceViewResourceAttributes,
  line: PluginExtensionPoints.LogsViewResourceAttributes,
  explore: PluginExtensionPoints.ExploreToolbarAction,
};

describe('EXTENSION_LINKS', () => {
  it('N9: the links of trace view, span, log line and Explore are declared, registered, and lead to their turn', () => {
    const declared = manifest.extensions.addedLinks.map(({ targets, title }) => ({ targets, title }));
    expect(links.map(({ targets, title }) => ({ targets, title }))).toEqual(declared);
    expect(declared.flatMap(({ targets }) => targets).sort()).toEqual(Object.values(POINTS).sort());

    const ofTrace = linkAt(POINTS.header, TRACE);
    expect(parametersOf(ofTrace?.path)).toEqual([PAGE, { ...PLACE, from: '1795253415818', to: '1795253416230' }]);

    const times = { from: '1795253400000', to: '1795253460000' };
    const attributes = toAttributes(SERVICE_TAGS);
    const ofSpan = linkAt(POINTS.span, { attributes, spanAttributes: toAttributes(SPAN_TAGS), timeRange: range });
    expect(ofSpan?.category).toBe('service.name');
    expect(parametersOf(ofSpan?.path)).toEqual([PAGE, { ...PLACE, step: '4', ...times }]);

    const ofLine = linkAt(POINTS.line, { attributes: toLists(LABELS), timeRange: range });
    expect(ofLine?.category).toBe('gen_ai_conversation_id');
    expect(parametersOf(ofLine?.path)).toEqual([PAGE, { ...PLACE, step: '4', ...times }]);

    const instant = (millis: number) => ({ valueOf: () => millis });
    const timeRange = { from: instant(range.from), to: instant(range.to) };
    const series = [{ length: 2, fields: [{ name: 'labels', values: [{ service_name: 'shop' }, LABELS] }] }];
    const ofExplore = linkAt(POINTS.explore, { data: { series, timeRange } });
    expect(parametersOf(ofExplore?.path)).toEqual([PAGE, { ...PLACE, step: '4', ...times }]);
  });

  it('finds the turn in the spans that Explore shows', () => {
    const fields = [
      { name: 'serviceTags', values: [SERVICE_TAGS] },
      { name: 'tags', values: [SPAN_TAGS] },
    ];
    const link = linkAt(POINTS.explore, { data: { series: [{ length: 1, fields }] } });
    expect(parametersOf(link?.path)).toEqual([PAGE, { ...PLACE, step: '4' }]);
  });

  it('takes a session for the conversation where nothing else is named, and no step that is none', () => {
    const attributes = toLists({ 'session.id': 's-1', 'bot.step.index': 'last' });
    const link = linkAt(POINTS.line, { attributes });
    expect([link?.category, parametersOf(link?.path)]).toEqual(['session.id', [PAGE, { uid: 's-1' }]]);
  });

  it.each(Object.values(POINTS))('shows nothing at %s for what belongs to no conversation', (point) => {
    const spans = [{ tags: [{ key: 'http.method', value: 'GET' }], process: { tags: SERVICE_TAGS } }];
    const data = { series: [{ length: 1, fields: [{ name: 'labels', values: [{ service_name: 'shop' }] }] }] };
    expect(linkAt(point, { spans, attributes: toLists({ service_name: 'shop' }), data })).toBeUndefined();
  });

  it('survives whatever Grafana gives, at every place', () => {
    const keys = fc.constantFrom(
      'spans',
      'attributes',
      'spanAttributes',
      'timeRange',
      'data',
      'series',
      'fields',
      'tags',
    );
    const context = fc.dictionary(keys, fc.anything({ withNullPrototype: true }));
    fc.assert(
      fc.property(
        context,
        fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }),
        (given, anything) => {
          for (const { configure } of links) {
            for (const value of [given, anything, { data: given }, { data: { series: [given] } }, { spans: [given] }])
              expect(() => configure?.(value as object)).not.toThrow();
          }
        },
      ),
    );
  });

  it('leads only into the app, whatever attributes say', () => {
    const text = fc.string({ minLength: 1, unit: 'grapheme' });
    fc.assert(
      fc.property(fc.record({ uid: text, env: text, bot: text, turn: text }), ({ uid, env, bot, turn }) => {
        const labels = {
          gen_ai_conversation_id: uid,
          deployment_environment_name: env,
          bot_id: bot,
          bot_turn_id: turn,
        };
        const link = linkAt(POINTS.line, { attributes: toLists(labels) });
        expect(parametersOf(link?.path)).toEqual([PAGE, { uid, env, bot, turn }]);
      }),
    );
  });
});
