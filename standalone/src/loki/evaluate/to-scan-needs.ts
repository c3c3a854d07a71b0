import { INDEXED_LOG_ATTRIBUTES, INDEXED_RESOURCE_ATTRIBUTES, toLokiName } from '@botscope/conventions';
import type { ScanNeeds } from '../../store/record-reader.ts';
import type { Grouping, LabelFilter, RangeExpression, Stage } from '../logql/ast.ts';
import { ERROR_DETAILS_LABEL, ERROR_LABEL } from './line-context.ts';

const ALWAYS_READ: ReadonlySet<string> = new Set([
  ...[...INDEXED_RESOURCE_ATTRIBUTES, ...INDEXED_LOG_ATTRIBUTES].map(toLokiName),
  ERROR_LABEL,
  ERROR_DETAILS_LABEL,
]);

/** Parts of a record that a range aggregation looks at. Counts by index labels, as in histograms, need neither. */
export function toScanNeeds({ operation, log }: RangeExpression, grouping: Grouping | undefined): ScanNeeds {
  const readsLine = log.stages.some((stage) => stage.kind === 'line' || stage.kind === 'json');
  const names = [...(grouping?.names ?? []), ...log.stages.flatMap(namesOf)];
  return {
    line: readsLine || operation === 'bytes_over_time' || operation === 'bytes_rate',
    // Without "by", all labels name a series.
    metadata: grouping?.kind !== 'by' || names.some((name) => !ALWAYS_READ.has(name)),
  };
}

/** Whether index labels alone decide which records an aggregation takes, and into which series. */
export function readsLabelsOnly(expression: RangeExpression, grouping: Grouping | undefined): boolean {
  const { line, metadata } = toScanNeeds(expression, grouping);
  const isDecided = expression.log.stages.every((stage) => stage.kind === 'label' && comparesTexts(stage.filter));
  return isDecided && !line && !metadata;
}

/** A comparison of numbers may mark a record with an error. */
function comparesTexts(filter: LabelFilter): boolean {
  if (filter.kind === 'text' || filter.kind === 'numeric') return filter.kind === 'text';
  return filter.items.every(comparesTexts);
}

/** Labels that a stage reads, as far as they may decide about a series that is grouped by names. */
function namesOf(stage: Stage): readonly string[] {
  if (stage.kind === 'label') return namesOfFilter(stage.filter);
  return stage.kind === 'unwrap' ? [stage.name] : [];
}

function namesOfFilter(filter: LabelFilter): readonly string[] {
  return filter.kind === 'text' || filter.kind === 'numeric' ? [filter.name] : filter.items.flatMap(namesOfFilter);
}
