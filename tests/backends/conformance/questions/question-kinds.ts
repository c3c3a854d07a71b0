import type { Tenant } from '@botscope/conventions';
import type { TimeRange } from '@botscope/records';
import type { NamedQuestion } from './check-questions.ts';

const SECOND = 1_000_000_000n;

/** Makes questions over ranges that end with the newest record. */
export interface QuestionKinds {
  /** The minute of the ordinary records and conversations. */
  readonly minute: TimeRange;
  /** As far back as records are taken. */
  readonly month: TimeRange;
  readonly entries: (
    name: string,
    tenant: Tenant,
    query: string,
    more?: Readonly<Record<string, string>>,
  ) => NamedQuestion;
  /** Over whole steps: steps that lie between seconds are Loki's own business. */
  readonly metric: (name: string, tenant: Tenant, query: string, stepSeconds: number, steps: number) => NamedQuestion;
  readonly instant: (name: string, tenant: Tenant, query: string) => NamedQuestion;
}

/** Start and end as parameters. */
export function toParameters({ startUnixNano, endUnixNano }: TimeRange): Record<string, string> {
  return { start: String(startUnixNano), end: String(endUnixNano) };
}

/** `nowUnixNano` is the time of the newest record. */
export function createQuestionKinds(nowUnixNano: bigint): QuestionKinds {
  const endUnixNano = nowUnixNano + 1n;
  const minute = { startUnixNano: nowUnixNano - 60n * SECOND, endUnixNano };
  const month = { startUnixNano: nowUnixNano - 29n * 86_400n * SECOND - 3600n * SECOND, endUnixNano };
  const endOf = (stepNanos: bigint): bigint => (nowUnixNano / stepNanos + 1n) * stepNanos;
  return {
    minute,
    month,
    entries: (name, tenant, query, more = {}) => ({
      ...{ name, tenant, path: 'query_range' },
      parameters: { query, ...toParameters(minute), limit: '5000', ...more },
    }),
    metric: (name, tenant, query, stepSeconds, steps) => {
      const stepNanos = BigInt(stepSeconds) * SECOND;
      const end = endOf(stepNanos);
      const range = { startUnixNano: end - BigInt(steps) * stepNanos, endUnixNano: end };
      const parameters = { query, ...toParameters(range), step: String(stepSeconds) };
      return { name, tenant, path: 'query_range', parameters };
    },
    instant: (name, tenant, query) => ({
      ...{ name, tenant, path: 'query' },
      parameters: { query, time: String(endOf(60n * SECOND)) },
    }),
  };
}
