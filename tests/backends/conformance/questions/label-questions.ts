import { DEFAULT_INDEXED_LABELS, type TimeRange } from '@botscope/records';
import { TENANTS } from '@botscope/conventions';
import type { EngineAnswer } from '../engines/ask-engine.ts';
import { toNames } from '../engines/compare-answers.ts';
import type { NamedQuestion } from './check-questions.ts';
import { createQuestionKinds, toParameters } from './question-kinds.ts';

const SELECTORS = ['{bot_record_kind=~".+"}', '{deployment_environment_name="staging", bot_id!=""}', '{a="nothing"}'];

/** Names of labels, their values, and streams in a month, of all and of some. */
export function listLabelQuestions(nowUnixNano: bigint): NamedQuestion[] {
  return listOfRange('month', createQuestionKinds(nowUnixNano).month);
}

/** The same in the last minute. */
export function listShortLabelQuestions(nowUnixNano: bigint): NamedQuestion[] {
  return listOfRange('minute', createQuestionKinds(nowUnixNano).minute);
}

/** Accepted: what Loki holds in memory, it names for every range. */
export function compareNames(loki: EngineAnswer, standalone: EngineAnswer): string | undefined {
  const shown = `Loki: ${loki.text.slice(0, 600)}\nstandalone: ${standalone.text.slice(0, 600)}`;
  if (loki.status !== 200 || standalone.status !== 200) return shown;
  const [theirs, ours] = [loki, standalone].map(({ text }) => {
    const { data = [] } = JSON.parse(text) as { readonly data?: readonly unknown[] };
    return toNames(data).map((name) => JSON.stringify(name));
  });
  return ours?.every((name) => theirs?.includes(name)) ? undefined : shown;
}

function listOfRange(span: string, timeRange: TimeRange): NamedQuestion[] {
  const range = toParameters(timeRange);
  return TENANTS.flatMap((tenant): NamedQuestion[] => [
    { name: `labels of ${tenant}, a ${span}`, tenant, path: 'labels', parameters: range },
    ...[...DEFAULT_INDEXED_LABELS, 'nothing', 'gen_ai_conversation_id'].map((label) => ({
      ...{ name: `values of ${label} in ${tenant}, a ${span}`, tenant },
      ...{ path: `label/${label}/values`, parameters: range, method: 'GET' as const },
    })),
    ...SELECTORS.flatMap((selector): NamedQuestion[] => [
      {
        ...{ name: `labels of ${selector} in ${tenant}, a ${span}`, tenant, path: 'labels' },
        parameters: { ...range, query: selector },
      },
      {
        ...{ name: `bots of ${selector} in ${tenant}, a ${span}`, tenant, path: 'label/bot_id/values' },
        ...{ parameters: { ...range, query: selector }, method: 'GET' },
      },
      {
        ...{ name: `series of ${selector} in ${tenant}, a ${span}`, tenant, path: 'series' },
        parameters: { ...range, 'match[]': selector },
      },
    ]),
    {
      ...{ name: `series of several selectors in ${tenant}, a ${span}`, tenant, path: 'series' },
      parameters: [...Object.entries(range), ...SELECTORS.map((selector) => ['match[]', selector] as const)],
    },
  ]);
}
