import { isDeepStrictEqual } from 'node:util';
import { TENANTS } from '@botscope/conventions';
import { LABEL_TIME_SHARD } from '../engines/accepted-differences.ts';
import type { EngineAnswer } from '../engines/ask-engine.ts';
import type { NamedQuestion } from './check-questions.ts';
import { createQuestionKinds, toParameters } from './question-kinds.ts';

interface VolumeAnswer {
  readonly data: {
    readonly resultType: string;
    readonly result: readonly {
      readonly metric: Readonly<Record<string, string>>;
      readonly value?: readonly [number, string];
      readonly values?: readonly (readonly [number, string])[];
    }[];
  };
}

/** Loki counts chunks, and compressed ones differently; within this factor a figure is the same for a reader. */
const FACTOR = 10;

/** Bytes by label set, over all steps. */
function toVolumes({ data }: VolumeAnswer): ReadonlyMap<string, number> {
  const volumes = new Map<string, number>();
  for (const { metric, value, values = value ? [value] : [] } of data.result) {
    const { [LABEL_TIME_SHARD]: shard, ...labels } = metric;
    // By label name, the shards' own one is a series.
    if (shard === '' && Object.keys(labels).length === 0) continue;
    const key = JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
    const sum = values.reduce((total, [, text]) => total + Number(text), 0);
    volumes.set(key, (volumes.get(key) ?? 0) + sum);
  }
  return volumes;
}

const isNear = (a: number, b: number): boolean => a > 0 && b > 0 && a <= FACTOR * b && b <= FACTOR * a;

/** The same streams, more than nothing of each, and about as much. */
export function compareVolumes(loki: EngineAnswer, standalone: EngineAnswer): string | undefined {
  const shown = `Loki: ${loki.status} ${loki.text}\nstandalone: ${standalone.status} ${standalone.text}`.slice(0, 3000);
  if (loki.status !== 200 || standalone.status !== 200) return shown;
  const [answer, other] = [JSON.parse(loki.text), JSON.parse(standalone.text)] as [VolumeAnswer, VolumeAnswer];
  const [theirs, ours] = [toVolumes(answer), toVolumes(other)];
  const isSame =
    isDeepStrictEqual([...theirs.keys()].sort(), [...ours.keys()].sort()) &&
    [...theirs].every(([key, volume]) => isNear(volume, ours.get(key) ?? 0));
  return isSame ? undefined : `${toText(theirs)}\nagainst ${toText(ours)}\n${shown}`;
}

const toText = (volumes: ReadonlyMap<string, number>): string =>
  [...volumes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, volume]) => `${key}: ${volume}`)
    .join(', ');

/** The same four figures. Accepted: Loki knows nothing of what is still in memory. */
export function compareStatistics(loki: EngineAnswer, standalone: EngineAnswer): string | undefined {
  const shown = `Loki: ${loki.status} ${loki.text}\nstandalone: ${standalone.status} ${standalone.text}`;
  if (loki.status !== 200 || standalone.status !== 200) return shown;
  const [theirs, ours] = [loki.text, standalone.text].map((text) => JSON.parse(text) as Record<string, number>);
  const isSame = Object.entries(theirs ?? {}).every(([name, figure]) => {
    const own = ours?.[name];
    return own !== undefined && (figure === 0 || isNear(figure, own));
  });
  return isSame ? undefined : shown;
}

/** Not of the sidecar, which standalone has and records errors of the corpus. */
const SELECTORS = [
  '{bot_record_kind=~".+", service_name!="botscope-sidecar"}',
  '{bot_record_kind="api", bot_outcome="error"}',
  '{service_name=~".+", service_name!="botscope-sidecar"}',
  '{a="nothing"}',
];
const DAY_SECONDS = '86400';

/** How much there is, over all and by days. */
export function listVolumeQuestions(nowUnixNano: bigint): NamedQuestion[] {
  const range = toParameters(createQuestionKinds(nowUnixNano).month);
  const ask = (tenant: string, path: string, query: string, more: Record<string, string>): NamedQuestion => ({
    name: `${path} of ${query} in ${tenant} ${JSON.stringify(more)}`,
    ...{ tenant, path, parameters: { query, ...range, limit: '1000', ...more }, method: 'GET' },
  });
  return TENANTS.flatMap((tenant) =>
    SELECTORS.flatMap((query) => [
      ask(tenant, 'index/volume', query, {}),
      ask(tenant, 'index/volume', query, { targetLabels: 'service_name' }),
      ask(tenant, 'index/volume', query, { aggregateBy: 'labels' }),
      ask(tenant, 'index/volume', query, { targetLabels: 'bot_id,bot_outcome' }),
      ask(tenant, 'index/volume', query, { targetLabels: 'bot_id,nothing' }),
      ask(tenant, 'index/volume_range', query, { step: DAY_SECONDS, targetLabels: 'bot_record_kind' }),
      ask(tenant, 'index/volume_range', query, { step: DAY_SECONDS, targetLabels: 'service_name' }),
    ]),
  );
}

/** Numbers of streams, entries and bytes. */
export function listStatisticsQuestions(nowUnixNano: bigint): NamedQuestion[] {
  const { month, minute } = createQuestionKinds(nowUnixNano);
  return TENANTS.flatMap((tenant) =>
    SELECTORS.flatMap((query) =>
      [month, minute].map((range, i): NamedQuestion => ({
        name: `index/stats of ${query} in ${tenant}, ${i === 0 ? 'a month' : 'a minute'}`,
        ...{ tenant, path: 'index/stats', parameters: { query, ...toParameters(range) }, method: 'GET' },
      })),
    ),
  );
}
