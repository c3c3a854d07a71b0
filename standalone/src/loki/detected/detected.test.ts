import { describe, expect, it } from 'vitest';
import { ago, ask, NOW, SECOND, shareServer } from '../test-loki-server.ts';

const PATH = '/loki/api/v1/detected_fields';
const SELECTOR = '{service_name="bot"}';

interface Fields {
  readonly fields?: readonly { readonly label: string }[];
  readonly limit?: number;
}

describe('detected_fields', () => {
  const json = {
    ...{ n: 1, f: 1.5, big: 99999999999999999999n, yes: true, took: '5ms', size: '5 MiB', empty: '', nothing: null },
    ...{ list: [1], deep: { x: { y: 'z' } }, 'a-b': 1, '9x': 2, service_name: 'inner', session_id: 'inner' },
  };
  const line = JSON.stringify(json, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  const server = shareServer([
    { at: ago(3), labels: { service_name: 'bot' }, metadata: { session_id: 's' }, line },
    { at: ago(2), labels: { service_name: 'bot' }, line: 'took=7 name="a \\"b\\"" n=x bare empty= x.y=1' },
    { at: ago(1), labels: { service_name: 'bot' }, line: 'plain text' },
    { at: ago(1), labels: { service_name: 'other' }, line: '{"other":1}' },
    { at: ago(7200), labels: { service_name: 'bot' }, line: '{"old":1}' },
    { at: ago(1), tenant: 'audit', labels: { service_name: 'bot' }, line: '{"secret":1}' },
  ]);
  const fieldsOf = async (parameters: Record<string, string> = {}): Promise<Fields> =>
    JSON.parse((await ask(server.base, PATH, { query: SELECTOR, ...parameters })).text) as Fields;

  it('tells name, type, number of values and origin of the fields of metadata and lines', async () => {
    const ofJson = (label: string, type: string, ...jsonPath: string[]) => ({
      ...{ label, type, cardinality: 1, parsers: ['json'], jsonPath },
    });
    const ofText = (label: string, type: string) => ({ label, type, cardinality: 1, parsers: ['logfmt'] });
    expect(await fieldsOf()).toEqual({
      limit: 1000,
      fields: [
        ofJson('_9x', 'int', '9x'),
        ofJson('a_b', 'int', 'a-b'),
        ofJson('big', 'float', 'big'),
        ofJson('deep_x_y', 'string', 'deep', 'x', 'y'),
        ofJson('empty', 'string', 'empty'),
        ofJson('f', 'float', 'f'),
        { label: 'n', type: 'string', cardinality: 2, parsers: ['json', 'logfmt'], jsonPath: ['n'] },
        ofText('name', 'string'),
        ofJson('service_name_extracted', 'string', 'service_name'),
        { label: 'session_id', type: 'string', cardinality: 2, parsers: ['json'], jsonPath: ['session_id'] },
        ofJson('size', 'bytes', 'size'),
        { label: 'took', type: 'int', cardinality: 2, parsers: ['json', 'logfmt'], jsonPath: ['took'] },
        ofText('x_y', 'int'),
        ofJson('yes', 'boolean', 'yes'),
      ],
    });
  });

  it('looks at the newest lines only, gives so many fields, and filters first', async () => {
    expect(await fieldsOf({ line_limit: '1' })).toEqual({});
    expect(await fieldsOf({ limit: '2' })).toMatchObject({ limit: 2, fields: [{ label: '_9x' }, { label: 'a_b' }] });
    const filtered = await fieldsOf({ query: `${SELECTOR} |= "bare"` });
    expect(filtered.fields?.map(({ label }) => label)).toEqual(['n', 'name', 'took', 'x_y']);
    const range = { start: String(NOW - 10_000n * SECOND), end: String(NOW - 3600n * SECOND) };
    expect(await fieldsOf(range)).toMatchObject({ fields: [{ label: 'old' }] });
  });

  it('gives the values of a field', async () => {
    const valuesOf = async (name: string) =>
      (await ask(server.base, `/loki/api/v1/detected_field/${name}/values`, { query: SELECTOR })).text;
    expect(JSON.parse(await valuesOf('took'))).toEqual({ values: ['7', '5ms'], limit: 1000 });
    expect(JSON.parse(await valuesOf('name'))).toEqual({ values: ['a "b"'], limit: 1000 });
    expect(await valuesOf('nope')).toBe('{}');
  });

  it.each([
    [{ query: '{' }, 'parse error'],
    [{ query: `rate(${SELECTOR}[1m])` }, 'only log queries'],
    [{ query: SELECTOR, limit: '0' }, "could not parse 'limit'"],
    [{ query: SELECTOR, line_limit: 'x' }, "could not parse 'line_limit'"],
  ])('answers %j with 400', async (parameters, reason) => {
    const answer = await ask(server.base, PATH, parameters);
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(reason)]);
  });
});

describe('detected_labels', () => {
  const server = shareServer([
    { at: ago(1), labels: { service_name: 'bot', bot_id: 'a' } },
    { at: ago(1), labels: { service_name: 'bot', bot_id: 'b' } },
    { at: ago(7200), labels: { service_name: 'old', gone: 'x' } },
  ]);

  it('counts the values of index labels in the range', async () => {
    const textOf = async (query: string) => (await ask(server.base, '/loki/api/v1/detected_labels', { query })).text;
    expect(JSON.parse(await textOf(''))).toEqual({
      detectedLabels: [
        { label: 'bot_id', cardinality: 2 },
        { label: 'service_name', cardinality: 1 },
      ],
    });
    expect(await textOf('{service_name="nobody"}')).toBe('{}');
  });
});
