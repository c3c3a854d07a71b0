import { HEADER_TENANT } from '@botscope/conventions';

/** A time series: its labels, and its values by time in seconds. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly values: ReadonlyMap<number, number>;
}

/** What a dashboard shows: seconds since the epoch, whole minutes. */
export interface TimeRange {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

type Sample = readonly [number, string];
interface NumbersAnswer {
  readonly data: {
    readonly result: readonly {
      readonly metric: Readonly<Record<string, string>>;
      readonly value?: Sample;
      readonly values?: readonly Sample[];
    }[];
  };
}

async function ask(lokiUrl: string, path: string, parameters: Readonly<Record<string, string>>): Promise<unknown> {
  const address = `${lokiUrl}/loki/api/v1/${path}?${new URLSearchParams(parameters).toString()}`;
  const answer = await fetch(address, { headers: { [HEADER_TENANT]: 'bots' } });
  if (!answer.ok) throw new Error(`${lokiUrl} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

/** Asks as a data source does for a panel, a minute from one value to the next. */
export async function askNumbers(
  lokiUrl: string,
  query: string,
  type: 'instant' | 'range',
  { startSeconds, endSeconds }: TimeRange,
): Promise<Series[]> {
  const answer =
    type === 'instant'
      ? await ask(lokiUrl, 'query', { query, time: String(endSeconds) })
      : await ask(lokiUrl, 'query_range', {
          query,
          start: String(startSeconds),
          end: String(endSeconds),
          step: '60',
        });
  return (answer as NumbersAnswer).data.result.map(({ metric, value, values }) => ({
    labels: metric,
    values: new Map((values ?? (value === undefined ? [] : [value])).map(([time, text]) => [time, Number(text)])),
  }));
}

/** Values of a label in the streams that a selector selects, sorted. */
export async function askLabelValues(
  lokiUrl: string,
  label: string,
  query: string,
  { startSeconds, endSeconds }: TimeRange,
): Promise<string[]> {
  const parameters = { query, start: String(startSeconds), end: String(endSeconds) };
  const { data } = (await ask(lokiUrl, `label/${label}/values`, parameters)) as { readonly data?: string[] };
  return [...(data ?? [])].sort();
}
