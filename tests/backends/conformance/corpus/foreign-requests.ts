import type { Tenant } from '@botscope/conventions';
import type { PushRequest } from './corpus-record.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

const text = (stringValue: string): Json => ({ stringValue });
const attribute = (key: string, value: Json): Json => ({ key, value });

/** Everything that OTLP allows as a value. */
const VALUES: readonly Json[] = [
  text('plain'),
  text(''),
  { boolValue: true },
  { boolValue: false },
  { intValue: '9223372036854775807' },
  { intValue: '-1' },
  { doubleValue: 0.1 },
  { doubleValue: 1e21 },
  { doubleValue: 1e-7 },
  { doubleValue: -0.5 },
  { doubleValue: 3 },
  { bytesValue: 'AAEC/w==' },
  { arrayValue: { values: [text('a<b>&'), { intValue: '2' }, { boolValue: false }] } },
  { arrayValue: { values: [] } },
  {
    kvlistValue: {
      values: [attribute('b.c', text('x')), attribute('a', { kvlistValue: { values: [attribute('é', text('y'))] } })],
    },
  },
  { kvlistValue: { values: [] } },
  {},
];

const SCOPES: readonly Json[] = [
  {},
  { name: 'lib', version: '1.0.0' },
  { name: 'lib', attributes: [attribute('scope.own', text('s')), attribute('n', { intValue: '3' })] },
];

function toRequest(resource: readonly Json[], scope: Json, logRecords: readonly Json[]): string {
  return JSON.stringify({ resourceLogs: [{ resource: { attributes: resource }, scopeLogs: [{ scope, logRecords }] }] });
}

/**
 * Records of programs that know nothing of us: no kind, no uid, some without service, time or severity; values of every
 * type as body and attribute; names that Loki has to change, names of its own.
 */
export function createForeignRequests(tenants: readonly Tenant[], nowUnixNano: bigint): PushRequest[] {
  const at = (offset: number): string => String(nowUnixNano - 1000n - BigInt(offset));
  const ofValues = VALUES.flatMap((value, i): Json[] => [
    { timeUnixNano: at(i), body: value },
    { timeUnixNano: at(i), body: text(`value ${i}`), attributes: [attribute('some.value', value)] },
  ]);
  const oddNames = [
    '0digit',
    'a-b',
    'größe',
    'a--b',
    'level',
    'detected_level',
    '__name',
    'service.name',
    'trace_id',
    'a.b',
    'a_b',
  ];
  const ofNames = oddNames.map((name, i): Json => ({
    observedTimeUnixNano: at(100 + i),
    severityText: ['warn', 'ERROR', 'Information', '', 'fatal'][i % 5] ?? '',
    body: text(`name ${i}`),
    attributes: [attribute(name, text(`of ${name}`))],
  }));
  const traced: Json = {
    timeUnixNano: at(200),
    severityNumber: 17,
    severityText: 'critical',
    body: text('{"level":"debug","text":"traced"}'),
    flags: 1,
    droppedAttributesCount: 3,
    eventName: 'some.event',
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
  };
  const levels = ['info: x', 'level=error x', '{"severity":"fatal"}', 'WARN x', 'panic: x'].map((line, i): Json => ({
    timeUnixNano: at(210 + i),
    body: text(line),
  }));
  return tenants.flatMap((tenant) => [
    { tenant, body: toRequest([], SCOPES[0] ?? {}, ofValues) },
    { tenant, body: toRequest([attribute('service.name', text('other'))], SCOPES[1] ?? {}, ofNames) },
    {
      tenant,
      body: toRequest(
        [
          attribute('service.name', text('other')),
          attribute('k8s.pod.name', text('pod-1')),
          attribute('host.name', text('dropped')),
        ],
        SCOPES[2] ?? {},
        [traced, ...levels],
      ),
    },
  ]);
}
