import type { TwoEngines } from '../engines/two-engines.ts';
import type { Part } from '../run-parts.ts';
import { createQuestionPart } from './check-questions.ts';
import { compareStatistics, compareVolumes, listStatisticsQuestions, listVolumeQuestions } from './index-questions.ts';
import { compareNames, listLabelQuestions, listShortLabelQuestions } from './label-questions.ts';
import { listDashboardQuestions, listInstantQuestions, listMetricQuestions } from './metric-questions.ts';
import {
  compareWrongRegexes,
  listMistakeQuestions,
  listTimeQuestions,
  listWrongRegexQuestions,
} from './mistake-questions.ts';
import { listEntryQuestions } from './page-questions.ts';

/** Golden questions: every query of every page, what dashboards and data sources ask, and mistakes. */
export function createQuestionParts(engines: TwoEngines, nowUnixNano: bigint): readonly Part[] {
  const part = (name: string, list: (now: bigint) => Parameters<typeof createQuestionPart>[2]) =>
    createQuestionPart(name, engines, list(nowUnixNano));
  return [
    part('queries of every page, entry by entry', listEntryQuestions),
    part('histograms, counts and percentiles, value by value', listMetricQuestions),
    part('values of filters and health of data sources', listInstantQuestions),
    part('every expression of the dashboards', listDashboardQuestions),
    part('labels, their values and series of a month', listLabelQuestions),
    createQuestionPart(
      'labels, their values and series of a minute: none that Loki does not name',
      ...([engines, listShortLabelQuestions(nowUnixNano), compareNames] as const),
    ),
    createQuestionPart(
      'volumes: the same streams, about as much',
      engines,
      listVolumeQuestions(nowUnixNano),
      compareVolumes,
    ),
    createQuestionPart(
      'statistics: the same figures',
      engines,
      listStatisticsQuestions(nowUnixNano),
      compareStatistics,
    ),
    part('mistakes, by status and class', listMistakeQuestions),
    createQuestionPart(
      'wrong regular expressions in line filters: Loki gives nothing, standalone says why',
      ...([engines, listWrongRegexQuestions(nowUnixNano), compareWrongRegexes] as const),
    ),
    part('times in every form', listTimeQuestions),
  ];
}
