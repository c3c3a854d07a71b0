import type { EngineAnswer } from '../engines/ask-engine.ts';
import type { NamedQuestion } from './check-questions.ts';
import { createQuestionKinds } from './question-kinds.ts';

const SECOND = 1_000_000_000n;
const EVERYTHING = '{service_name="bot"}';

const WRONG_QUERIES = [
  ['a query that breaks off', '{service_name="bot"'],
  ['a query without a selector', '|= "x"'],
  ['a selector that selects all', '{}'],
  ['a selector that may be empty', '{service_name=~".*"}'],
  ['a selector of negations', '{service_name!="x"}'],
  ['a wrong regular expression', '{service_name=~"("}'],
  ['a wrong regular expression in a label filter', '{service_name="bot"} | a =~ "[z-a]"'],
  ['an empty query', ''],
  ['a stage that there is not', '{service_name="bot"} | nothing'],
  ['a text where a number must be', '{service_name="bot"} | a > "x"'],
  ['an unknown escape', '{service_name="b\\q"}'],
  ['a literal over two lines', '{service_name="a\nb"}'],
  ['a count without a range', 'count_over_time({service_name="bot"})'],
  ['a range of nothing', 'count_over_time({service_name="bot"}[])'],
  ['an unknown function', 'count_of({service_name="bot"}[1m])'],
  ['a quantile without an unwrap', 'quantile_over_time(0.5, {service_name="bot"}[1m])'],
  ['words after the query', '{service_name="bot"} and more'],
] as const;

/** Names of parameters with values that no engine can read. */
const WRONG_PARAMETERS = [
  ['limit 0', { limit: '0' }],
  ['a negative limit', { limit: '-1' }],
  ['a limit over the maximum', { limit: '5001' }],
  ['a limit that is no number', { limit: 'many' }],
  ['a limit with a fraction', { limit: '1.5' }],
  ['a start that is no time', { start: 'yesterday' }],
  ['an end that is no time', { end: '2026-13-45T00:00:00Z' }],
  ['a date without a time', { start: '2026-01-31' }],
  ['a time without a zone', { start: '2026-01-31T12:00:00' }],
  ['an unknown direction', { direction: 'sideways' }],
] as const;

const MOST_QUERY_BYTES = 131_071;

function toLongQuery(bytes: number): string {
  const query = '{service_name="bot"} |= ""';
  return query.replace('""', `"${'x'.repeat(bytes - query.length)}"`);
}

/** Requests that are wrong, by status and class; and those that look so and are not. */
export function listMistakeQuestions(nowUnixNano: bigint): NamedQuestion[] {
  const { entries, metric, instant, minute } = createQuestionKinds(nowUnixNano);
  const [start, end] = [String(minute.startUnixNano), String(minute.endUnixNano)];
  const bad = (question: NamedQuestion, status = 400): NamedQuestion => ({ ...question, status });
  const usual = entries('a query', 'bots', EVERYTHING);
  return [
    ...WRONG_QUERIES.flatMap(([name, query]) => [
      bad(entries(name, 'bots', query)),
      bad({ ...entries(`${name}, in the address`, 'bots', query), method: 'GET' }),
      bad(instant(`${name}, at one moment`, 'bots', query)),
    ]),
    ...WRONG_PARAMETERS.map(([name, more]) => bad(entries(name, 'bots', EVERYTHING, more))),
    bad(instant('records at one moment', 'bots', EVERYTHING)),
    bad({ ...instant('a moment that is no time', 'bots', 'vector(1)'), parameters: { query: 'vector(1)', time: 'x' } }),
    bad(entries('end before start', 'bots', EVERYTHING, { start: end, end: start })),
    entries('start = end', 'bots', EVERYTHING, { end: start }),
    ...['0', '-60', 'x', '1e'].map((step) => {
      const question = metric(`a step of ${step}`, 'bots', 'count_over_time({service_name="bot"}[1m])', 60, 5);
      return bad({ ...question, parameters: { ...question.parameters, step } });
    }),
    bad(metric('too many steps', 'bots', 'count_over_time({service_name="bot"}[1m])', 1, 11_002)),
    bad(entries('a query of one byte too many', 'bots', toLongQuery(MOST_QUERY_BYTES + 1))),
    entries('a longest query', 'bots', toLongQuery(MOST_QUERY_BYTES)),
    bad({ name: 'no tenant', path: 'query_range', parameters: usual.parameters }, 401),
    bad({ name: 'no tenant for labels', path: 'labels', parameters: {}, method: 'GET' }, 401),
    { ...usual, name: 'a tenant that there is not', tenant: 'nobody' },
    entries('a service that there is not', 'bots', '{service_name="nobody"}'),
    bad({ name: 'a path that there is not', tenant: 'bots', path: 'nothing', parameters: {}, method: 'GET' }, 404),
    bad({ name: 'a page that there is not', tenant: 'bots', path: '/nothing', parameters: {}, method: 'GET' }, 404),
    bad({
      ...{ name: 'series of a wrong selector', tenant: 'bots', path: 'series' },
      parameters: { start, end, 'match[]': '{a=' },
    }),
    bad({
      name: 'labels of a wrong selector',
      tenant: 'bots',
      path: 'labels',
      parameters: { start, end, query: '{a' },
    }),
    bad({ name: 'volume of a wrong selector', tenant: 'bots', path: 'index/volume', parameters: { query: '{a' } }),
    bad({ name: 'statistics of a wrong selector', tenant: 'bots', path: 'index/stats', parameters: { query: '{a' } }),
    { ...usual, name: 'a query in the address', method: 'GET' },
    { ...usual, name: 'a query as a form' },
    { name: 'readiness', path: '/ready', parameters: {}, method: 'GET' },
  ];
}

/** Wrong regular expressions in line filters, which Loki passes over. */
export function listWrongRegexQuestions(nowUnixNano: bigint): NamedQuestion[] {
  const { entries } = createQuestionKinds(nowUnixNano);
  return ['(', 'a**', '[z-a]'].map((regex) => entries(regex, 'bots', `${EVERYTHING} |~ "${regex}"`));
}

/** Accepted: standalone says what is wrong. */
export function compareWrongRegexes(loki: EngineAnswer, standalone: EngineAnswer): string | undefined {
  const isAccepted = loki.text.includes('"result":[]') && standalone.status === 400;
  return isAccepted ? undefined : `Loki: ${loki.status} ${loki.text}\nstandalone: ${standalone.status}`;
}

/** Moments written in every way that Loki reads. */
export function listTimeQuestions(nowUnixNano: bigint): NamedQuestion[] {
  const { entries } = createQuestionKinds(nowUnixNano);
  const seconds = nowUnixNano / SECOND;
  const start = seconds - 30n;
  const iso = (second: bigint, more = 'Z') => new Date(Number(second) * 1000).toISOString().replace('.000Z', more);
  const ask = (name: string, from: string, to: string) =>
    entries(`times as ${name}`, 'bots', EVERYTHING, { start: from, end: to });
  return [
    ask('seconds', String(start), String(seconds)),
    ask('nanoseconds', String(start * SECOND), String(seconds * SECOND + 1n)),
    ask('13 digits, which are nanoseconds', String(start * 1000n), String(seconds * 1000n)),
    ask('seconds with a fraction', `${start}.5`, `${seconds}.001`),
    ask('seconds with nine digits of a fraction', `${start}.000000001`, `${seconds}.123456789`),
    ask('RFC 3339', iso(start), iso(seconds)),
    ask('RFC 3339 with nanoseconds', iso(start, '.000000001Z'), iso(seconds, '.000000001Z')),
    ask('RFC 3339 with a zone', iso(start + 3600n, '+01:00'), iso(seconds + 3600n, '+01:00')),
    ask('exponents', `${Number(start).toExponential()}`, `${Number(seconds).toExponential()}`),
    entries('a time since now', 'bots', EVERYTHING, { start: '', end: '', since: '15m' }),
    entries('no times', 'bots', EVERYTHING, { start: '', end: '' }),
  ];
}
